// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/combination_words.h"

#include <QCoreApplication>

#include "core/model/names.h"
#include "core/strategies/combination.h"
#include "core/strategies/combination_text.h"
#include "ui/model/format.h"

namespace stampede::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(CombinationWords)
};

QStringList namesOf(const std::vector<Choice>& guards) {
    QStringList names;
    for (const LayerInfo& guard : stampede::guards()) {
        for (const Choice& choice : guards) {
            if (choice.id == guard.id) names << fromCore(guard.name);
        }
    }
    return names;
}

}  // namespace

QString explanationOf(const RunConfig& config) { return fromCore(explanation(config)); }

QStringList warningsOf(const RunConfig& config) {
    QStringList sentences;
    const auto judge = [&sentences](std::string_view name, bool antiPattern) {
        if (antiPattern)
            sentences << Words::tr("%1 is an anti-pattern: it is here because seeing it fail is the lesson.").arg(fromCore(name));
    };
    const StrategyInfo& strategy = *find_strategy(config.strategy);
    judge(strategy.name, strategy.anti_pattern);
    for (const Choice& choice : config.guards) {
        if (const LayerInfo* guard = find_guard(choice.id)) judge(guard->name, guard->anti_pattern);
    }
    if (const LayerInfo* way = find_invalidation(config.invalidation.id)) judge(way->name, way->anti_pattern);
    for (const std::string& sentence : warnings(config)) sentences << fromCore(sentence);
    return sentences;
}

QString guardsText(const RunConfig& config) {
    const QStringList names = namesOf(config.guards);
    if (names.isEmpty()) return Words::tr("No guards");
    return names.size() <= 2 ? names.join(QStringLiteral(" + ")) : Words::tr("%1 guards").arg(names.size());
}

QStringList evictionNames() {
    QStringList names;
    for (int i = 0; i <= static_cast<int>(Eviction::volatile_random); ++i) names << fromCore(name_of(static_cast<Eviction>(i)));
    return names;
}

QString spelled(const Choice& choice) {
    QStringList options;
    for (const auto& [id, value] : choice.options) options << fromCore(id) + QLatin1Char('=') + QString::number(value, 'g', 10);
    return fromCore(choice.id) + (options.isEmpty() ? QString() : QLatin1Char(':') + options.join(QLatin1Char(',')));
}

}  // namespace stampede::ui
