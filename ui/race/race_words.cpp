// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/race/race_words.h"

#include <QCoreApplication>

#include "core/explore/plain_words.h"
#include "core/strategies/catalogue.h"
#include "ui/model/format.h"

namespace stampede::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(RaceWords)
};

QString capital(QString text) {
    if (!text.isEmpty()) text[0] = text[0].toUpper();
    return text;
}

}  // namespace

QString raceText(const Race& race) {
    return Words::tr("%1 in %2 steps of %3")
        .arg(capital(fromCore(in_plain_words(race.breach))), countText(race.script.choices.size()),
             fromCore(in_plain_words(race.script.scenario)));
}

QString headlineOf(const RaceResult& result, const Scenario& scenario) {
    const QString states = Words::tr("%1 states searched").arg(countText(result.states));
    if (result.bound == "cancelled") return Words::tr("Cancelled: %1, no word on the rest.").arg(states);
    if (!result.races.empty()) {
        const QString what = result.races.size() == 1 ? raceText(result.races.front())
                                                      : Words::tr("%1 things can go wrong").arg(countText(result.races.size()));
        return result.exhausted ? Words::tr("%1. %2: every order.").arg(what, states) : Words::tr("%1. %2.").arg(what, states);
    }
    if (result.exhausted) {
        return Words::tr("Exhausted: no order of %1 breaks it. %2.").arg(fromCore(in_plain_words(scenario)), states);
    }
    return Words::tr("Nothing found, and not exhausted: %1.").arg(fromCore(result.bound));
}

QString remedyText(const Remedy& remedy) {
    switch (remedy.result) {
        case Remedy::Result::cures: return Words::tr("cures it: exhausted, %1 states").arg(countText(remedy.states));
        case Remedy::Result::breaks: return Words::tr("breaks still");
        case Remedy::Result::unknown: break;
    }
    return Words::tr("not exhausted: %1").arg(fromCore(remedy.bound));
}

QString costText(std::uint32_t before, std::uint32_t after) {
    return before == after ? QString::number(after) : QStringLiteral("%1 → %2").arg(before).arg(after);
}

QString layerName(const std::string& id) {
    const LayerInfo* info = find_guard(id);
    if (info == nullptr) info = find_invalidation(id);
    return fromCore(info == nullptr ? std::string_view(id) : info->name);
}

}  // namespace stampede::ui
