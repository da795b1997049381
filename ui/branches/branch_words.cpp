// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/branches/branch_words.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>

#include "core/journal/lab_state.h"
#include "core/oracle/consistency.h"
#include "ui/model/format.h"
#include "ui/model/property_words.h"

namespace stampede::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(BranchWords)
};

const Event* find(const BranchNode& node, EventType type) {
    const auto found = std::find_if(node.events->begin(), node.events->end(), [type](const Event& event) { return event.type == type; });
    return found == node.events->end() ? nullptr : &*found;
}

QString sent(const BranchNode& node) {
    const ClientRequest& request = node.step.request;
    const Event* begun = find(node, EventType::request_begun);
    const QString who = begun == nullptr ? QString() : requestLabel(begun->kind, begun->request);
    const QString what = QStringLiteral("%1 %2").arg(requestKindText(request.kind), keyText(request.key));
    if (node.step.count > 1) return Words::tr("%1 requests: %2").arg(node.step.count).arg(what);
    return QStringLiteral("%1: %2").arg(who, what);
}

QString nameOf(RequestId request, const BranchMap& map, BranchMap::Id node) {
    for (const BranchMap::Id id : map.path(node)) {
        for (const Event& event : *map.nodes[id].events) {
            if (event.type == EventType::request_begun && event.request == request) return requestLabel(event.kind, request);
        }
    }
    return workerText();
}

QString performed(const BranchMap& map, BranchMap::Id node) {
    const Event* replied = find(map.nodes[node], EventType::replied);
    if (replied == nullptr) return Words::tr("an operation under way");
    const QString key = namesKey(replied->verb) ? QStringLiteral(" ") + keyText(replied->key) : QString();
    return QStringLiteral("%1: %2%3: %4").arg(nameOf(replied->request, map, node), verbText(replied->verb), key, resultText(*replied));
}

QString entryText(const LabState& state, Key key) {
    const CacheEntry* entry = state.cached(key);
    if (entry == nullptr) return Words::tr("nothing");
    if (entry->state == EntryState::absent) return Words::tr("no such row");
    if (entry->state == EntryState::tombstone) return Words::tr("tombstone");
    return valueText(entry->value);
}

}  // namespace

BranchMark markOf(const BranchNode& node) {
    using Kind = StoryStep::Kind;
    switch (node.step.kind) {
        case Kind::send: return node.step.request.kind == RequestKind::read ? BranchMark::read : BranchMark::write;
        case Kind::inject:
        case Kind::heal: return BranchMark::fault;
        case Kind::wake:
        case Kind::wait:
        case Kind::close: return BranchMark::time;
        case Kind::let_go: break;
    }
    const Event* replied = find(node, EventType::replied);
    return replied != nullptr && component_of(replied->verb) == Component::database ? BranchMark::database : BranchMark::cache;
}

QString stepText(const BranchMap& map, BranchMap::Id id) {
    using Kind = StoryStep::Kind;
    const BranchNode& node = map.nodes[id];
    if (id == 0) return Words::tr("the beginning");
    switch (node.step.kind) {
        case Kind::send: return sent(node);
        case Kind::let_go: return performed(map, id);
        case Kind::wake: return Words::tr("a rest ends");
        case Kind::wait: return Words::tr("time passes");
        case Kind::inject: return Words::tr("fault: %1").arg(faultText(node.step.fault));
        case Kind::heal:
            return Words::tr("healed: %1").arg(node.step.of_kind ? faultText(node.step.fault.kind) : faultText(node.step.fault));
        case Kind::close: return Words::tr("queued writes are to be flushed");
    }
    return {};
}

QString outcomeText(const std::vector<Event>& events) {
    LabState state;
    Consistency checker;
    std::map<Key, bool> keys;
    for (const Event& event : events) {
        state.apply(event);
        checker.apply(event);
        if (event.type == EventType::request_begun) keys[event.key.row()] = true;
    }
    QStringList lines;
    for (const auto& [key, touched] : keys) {
        const QString row = state.row_exists(key) ? valueText(state.row(key)) : Words::tr("no such row");
        lines << Words::tr("%1: Redis %2, SQLite %3").arg(keyText(key), entryText(state, key), row);
    }
    const Verdict verdict = checker.verdict();
    QStringList broken;
    for (const Property property : kProperties) {
        if (verdict.broke(property)) broken << QStringLiteral("▲ %1: %2").arg(propertyName(property)).arg(verdict.count(property));
    }
    const QString said = broken.isEmpty() ? Words::tr("✓ nothing has gone wrong") : broken.join(QStringLiteral(", "));
    return lines.isEmpty() ? said : lines.join(QLatin1Char('\n')) + QLatin1Char('\n') + said;
}

}  // namespace stampede::ui
