// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/fault_words.h"

#include <QCoreApplication>
#include <QStringList>
#include <cmath>

#include "core/faults/fault_parameters.h"
#include "ui/model/format.h"

namespace stampede::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(Faults)
};

using Kind = FaultKind;

const FaultParameter* find(FaultKind kind, FaultField field) {
    for (const FaultParameter& parameter : entry_of(kind).parameters) {
        if (parameter.field == field) return &parameter;
    }
    return nullptr;
}

QString added(const Fault& fault) {
    const QString sign = fault.added < Duration{0} ? QString(QChar(0x2212)) : QStringLiteral("+");
    const QString text = sign + durationText(std::chrono::abs(fault.added));
    return fault.jitter == Duration{0} ? text : text + QStringLiteral(" ±") + durationText(fault.jitter);
}

// "App 1", or "Every app".
QString app(const Fault& fault) {
    return fault.instance == kEveryInstance ? Words::tr("Every app") : Words::tr("App %1").arg(fault.instance + 1);
}

QString choice(const Fault& fault) {
    const FaultParameter* parameter = find(fault.kind, FaultField::choice);
    return parameter == nullptr ? QString() : choiceText(*parameter, fault.choice);
}

// "DEL replies lost", or without a command "Replies lost".
QString message(const Fault& fault, const QString& every, const QString& one) {
    return fault.verb == Verb::none ? every : one.arg(verbText(fault.verb));
}

QString percent(double probability) { return percentText(probability); }

QString ofRedis(const Fault& fault) {
    const QString text = faultText(fault.kind);
    switch (fault.kind) {
        case Kind::redis_kill: return fault.choice == 0 ? text : Words::tr("%1, its file survives").arg(text);
        case Kind::redis_power_cut: return Words::tr("%1, last %2 lost").arg(text, durationText(fault.added));
        case Kind::redis_memory: return Words::tr("%1: %2 of what it used, %3").arg(text, percent(fault.amount / 100.0), choice(fault));
        case Kind::expire_key: return fault.key.id == 0 ? text : Words::tr("%1 expired").arg(keyText(fault.key));
        case Kind::evict_key: return fault.key.id == 0 ? text : Words::tr("%1 evicted").arg(keyText(fault.key));
        default: return text;
    }
}

QString ofNetwork(const Fault& fault) {
    const QString amount = countText(fault.amount);
    switch (fault.kind) {
        case Kind::net_latency: return Words::tr("Network %1").arg(added(fault));
        case Kind::net_bandwidth: return Words::tr("Network at %1 KB/s").arg(amount);
        case Kind::net_slicer: return Words::tr("Slices of %1 bytes, %2 apart").arg(amount, durationText(fault.added));
        case Kind::net_limit_data: return Words::tr("Connections end after %1 bytes").arg(amount);
        case Kind::lose_request: return message(fault, Words::tr("Requests lost"), Words::tr("%1 requests lost"));
        case Kind::lose_reply: return message(fault, Words::tr("Replies lost"), Words::tr("%1 replies lost"));
        case Kind::duplicate: return message(fault, Words::tr("Commands twice"), Words::tr("%1 twice"));
        case Kind::deliver_late:
            return Words::tr("%1 %2 late")
                .arg(fault.verb == Verb::none ? Words::tr("Commands") : verbText(fault.verb), durationText(fault.added));
        default: return faultText(fault.kind);
    }
}

QString ofDatabase(const Fault& fault) {
    const QString text = faultText(fault.kind);
    switch (fault.kind) {
        case Kind::db_slow: return Words::tr("%1 %2").arg(text, added(fault));
        case Kind::db_slow_query: return Words::tr("%1, %2 rows each").arg(text, countText(fault.amount));
        case Kind::db_pool: return Words::tr("%1 DB connections taken").arg(countText(fault.amount));
        case Kind::db_write: return fault.key.id == 0 ? text : Words::tr("%1 written from outside").arg(keyText(fault.key));
        default: return text;
    }
}

QString ofApplication(const Fault& fault) {
    const QString who = app(fault);
    switch (fault.kind) {
        case Kind::app_crash:
            return fault.amount == 0 ? Words::tr("%1 crashed").arg(who)
                                     : Words::tr("%1 crashes before operation %2").arg(who, countText(fault.amount));
        case Kind::app_freeze: return Words::tr("%1 frozen").arg(who);
        case Kind::app_clock: return Words::tr("%1: clock %2").arg(who, added(fault));
        case Kind::flusher_kill: return Words::tr("%1: flusher dead").arg(who);
        case Kind::flusher_drop: return Words::tr("%1: batches lose writes").arg(who);
        case Kind::flusher_duplicate: return Words::tr("%1: batches twice").arg(who);
        case Kind::flusher_reorder: return Words::tr("%1: batches reordered").arg(who);
        default: return faultText(fault.kind);
    }
}

QString ofLoad(const Fault& fault) {
    const QString key = fault.key.id == 0 ? QString() : keyText(fault.key);
    switch (fault.kind) {
        case Kind::stampede: return Words::tr("Stampede ×%1 on %2").arg(countText(fault.amount), key);
        case Kind::traffic_spike: return Words::tr("Traffic ×%1").arg(countText(fault.amount));
        case Kind::hot_key: return Words::tr("%1 of requests on %2").arg(percent(fault.probability), key);
        case Kind::penetration: return Words::tr("%1 of reads ask for absent rows").arg(percent(fault.probability));
        default: return faultText(fault.kind);
    }
}

// Of what else goes on there, which part it concerns.
QStringList scopeOf(const Fault& fault) {
    QStringList parts;
    const FaultGroup group = entry_of(fault.kind).group;
    if (group == FaultGroup::network) {
        if (find(fault.kind, FaultField::choice) != nullptr && fault.choice != 0) parts << choice(fault);
        if (find(fault.kind, FaultField::key) != nullptr && fault.key.id != 0) parts << keyText(fault.key);
        const FaultParameter* nth = find(fault.kind, FaultField::amount);
        if (nth != nullptr && nth->least == 0 && fault.amount != 0) parts << Words::tr("only no. %1").arg(countText(fault.amount));
    }
    if (group != FaultGroup::load && find(fault.kind, FaultField::probability) != nullptr && fault.probability < 1) {
        parts << percent(fault.probability);
    }
    if (group == FaultGroup::network && fault.instance != kEveryInstance) parts << app(fault);
    return parts;
}

}  // namespace

QString faultText(FaultKind kind) { return Words::tr(entry_of(kind).active); }

QString faultText(const Fault& fault) {
    QStringList parts;
    switch (entry_of(fault.kind).group) {
        case FaultGroup::redis: parts << ofRedis(fault); break;
        case FaultGroup::network: parts << ofNetwork(fault); break;
        case FaultGroup::database: parts << ofDatabase(fault); break;
        case FaultGroup::application: parts << ofApplication(fault); break;
        case FaultGroup::load: parts << ofLoad(fault); break;
    }
    return (parts + scopeOf(fault)).join(QStringLiteral(", "));
}

QString faultBrief(const Fault& fault) {
    switch (fault.kind) {
        case Kind::net_latency: return added(fault);
        case Kind::net_down: return Words::tr("cut");
        case Kind::lose_request:
        case Kind::lose_reply: return Words::tr("lost");
        case Kind::duplicate: return Words::tr("twice");
        case Kind::deliver_late: return Words::tr("late");
        case Kind::traffic_spike: return QStringLiteral("×") + countText(fault.amount);
        case Kind::hot_key: return Words::tr("hot key");
        case Kind::penetration: return Words::tr("absent");
        default: return faultText(fault.kind);
    }
}

QString faultTitle(FaultKind kind) { return Words::tr(entry_of(kind).title); }
QString faultExplanation(FaultKind kind) { return Words::tr(entry_of(kind).explanation); }
QString faultGroupText(FaultGroup group) { return Words::tr(name_of(group)); }

QString instanceText(InstanceId instance) {
    return instance == kEveryInstance ? Words::tr("every instance") : Words::tr("instance %1").arg(instance + 1);
}

QString parameterText(const FaultParameter& parameter) { return Words::tr(parameter.label); }

QString choiceText(const FaultParameter& parameter, int choice) {
    const auto place = static_cast<std::size_t>(choice);
    if (place >= parameter.choices.size()) return {};
    const std::string_view name = parameter.choices[place];
    if (name == "downstream") return Words::tr("replies");
    if (name == "upstream") return Words::tr("requests");
    if (name == "both") return Words::tr("both ways");
    if (name == "none") return Words::tr("nothing");
    if (name == "aof") return Words::tr("its append-only file");
    return fromCore(name);
}

QString missingText(const Fault& fault) {
    if (what_is_missing(fault).empty()) return {};
    return Words::tr("“%1” needs a key, such as user:profile:42 or product:7.").arg(faultTitle(fault.kind));
}

}  // namespace stampede::ui
