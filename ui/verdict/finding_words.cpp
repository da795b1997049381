// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/verdict/finding_words.h"

#include <QCoreApplication>

#include "ui/model/format.h"

namespace stampede::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(FindingWords)
};

QString whatWas(const Finding& finding) { return finding.found ? valueText(finding.value) : Words::tr("“no such row”"); }
QString whatShould(const Finding& finding) { return finding.exists ? valueText(finding.newer) : Words::tr("“no such row”"); }

QString whereText(const Finding& finding) {
    return finding.local ? Words::tr("the memory of instance %1").arg(finding.instance + 1) : QStringLiteral("Redis");
}

QString leftWrong(const Finding& finding) {
    const QString what = Words::tr("%1 holds %2 for %3, the database has %4")
                             .arg(whereText(finding), whatWas(finding), keyText(finding.key), whatShould(finding));
    if (finding.until == kNever) return Words::tr("%1: for ever, the entry has no TTL.").arg(what);
    return Words::tr("%1, until its TTL ends it.").arg(what);
}

QString partText(Part part) {
    switch (part) {
        case Part::acknowledged: return Words::tr("the write was acknowledged");
        case Part::seen: return Words::tr("a read had returned the newer value");
        case Part::began: return Words::tr("the request began");
        case Part::filled: return Words::tr("this put the old value there");
        case Part::loaded: return Words::tr("this read the old row");
        case Part::removed: return Words::tr("this had removed the entry");
        case Part::committed: return Words::tr("the commit");
        case Part::committed_again: return Words::tr("the same write committed again");
        case Part::read: return Words::tr("the answer");
        case Part::failed: return Words::tr("the write failed");
        case Part::crashed: return Words::tr("the instance crashed, with it the write");
        case Part::cache_lost: return Words::tr("Redis went away, with it the write");
        case Part::power_cut: return Words::tr("the database lost its power");
        case Part::given_up: return Words::tr("the queue gave the write up");
        case Part::missed: return Words::tr("the commit that the entry has missed");
    }
    return {};
}

}  // namespace

QString findingSentence(const Finding& finding) {
    const QString key = keyText(finding.key);
    const QString was = whatWas(finding);
    const QString newer = whatShould(finding);
    switch (finding.property) {
        case Property::stale_read:
            return Words::tr("R%1 read %2 of %3, although %4 was known before it began.").arg(finding.request).arg(was, key, newer);
        case Property::monotonic_read:
            return Words::tr("R%1 read %2 of %3, although the same client had already read %4.").arg(finding.request).arg(was, key, newer);
        case Property::read_your_writes:
            return Words::tr("R%1 read %2 of %3, although the same client had written %4.").arg(finding.request).arg(was, key, newer);
        case Property::dirty_read:
            return Words::tr("R%1 read w%2 of %3, which never committed.").arg(finding.request).arg(finding.value.write).arg(key);
        case Property::read_before_commit:
            return Words::tr("R%1 read w%2 of %3 before it was committed.").arg(finding.request).arg(finding.value.write).arg(key);
        case Property::lost_write:
            return Words::tr("The write w%1 of %2 was acknowledged and never committed.").arg(finding.value.write).arg(key);
        case Property::lost_update:
            return Words::tr("The change w%1 of %2 overwrote one that was based on the same version.").arg(finding.value.write).arg(key);
        case Property::applied_twice: return Words::tr("The write w%1 of %2 committed more than once.").arg(finding.value.write).arg(key);
        case Property::permanent_inconsistency: return leftWrong(finding);
    }
    return {};
}

QString becauseText(const Because& because) {
    const Mark& mark = because.mark;
    QString what = partText(because.part);
    if (mark.verb != Verb::none) what += QStringLiteral(": ") + verbText(mark.verb);
    if (mark.value != Value{}) what += QLatin1Char(' ') + valueText(mark.value);
    if (mark.request != 0) what += Words::tr(" (request %1)").arg(mark.request);
    return Words::tr("%1 · %2").arg(durationText(mark.at), what);
}

}  // namespace stampede::ui
