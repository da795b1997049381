// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/property_words.h"

#include <QCoreApplication>

namespace stampede::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(PropertyWords)
};

}  // namespace

QString propertyName(Property property) {
    switch (property) {
        case Property::stale_read: return Words::tr("Stale reads");
        case Property::monotonic_read: return Words::tr("Reads back in time");
        case Property::read_your_writes: return Words::tr("Own writes not seen");
        case Property::dirty_read: return Words::tr("Dirty reads");
        case Property::read_before_commit: return Words::tr("Reads before commit");
        case Property::lost_write: return Words::tr("Lost writes");
        case Property::lost_update: return Words::tr("Lost updates");
        case Property::applied_twice: return Words::tr("Writes applied twice");
        case Property::permanent_inconsistency: return Words::tr("Keys left wrong");
    }
    return {};
}

QString propertyPromise(Property property) {
    switch (property) {
        case Property::stale_read: return Words::tr("no stale reads");
        case Property::monotonic_read: return Words::tr("no reads back in time");
        case Property::read_your_writes: return Words::tr("own writes are seen");
        case Property::dirty_read: return Words::tr("no dirty reads");
        case Property::read_before_commit: return Words::tr("no reads before commit");
        case Property::lost_write: return Words::tr("no lost writes");
        case Property::lost_update: return Words::tr("no lost updates");
        case Property::applied_twice: return Words::tr("no write twice");
        case Property::permanent_inconsistency: return Words::tr("no key left wrong");
    }
    return {};
}

QString propertySentence(Property property) {
    switch (property) {
        case Property::stale_read: return Words::tr("A read returned a value older than a write acknowledged before the read began.");
        case Property::monotonic_read: return Words::tr("A client read something older than what it had read before.");
        case Property::read_your_writes: return Words::tr("A client read something older than what it had itself written.");
        case Property::dirty_read: return Words::tr("A read returned a value that never committed.");
        case Property::read_before_commit: return Words::tr("A read returned a value that committed only later.");
        case Property::lost_write: return Words::tr("An acknowledged write never committed, and no newer one of its row did.");
        case Property::lost_update: return Words::tr("Two acknowledged changes were based on the same version: one undid the other.");
        case Property::applied_twice: return Words::tr("One write committed more than once.");
        case Property::permanent_inconsistency: return Words::tr("A cache differs from the row although nothing moves any more.");
    }
    return {};
}

}  // namespace stampede::ui
