// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include "ui/timeline/timeline_model.h"

namespace stampede::ui {

/// The words of the timeline.
class TimelineWords {
    Q_DECLARE_TR_FUNCTIONS(TimelineWords)

   public:
    /// "R1", "worker".
    static QString name(const Lane& lane);
    /// "read", "write", "erase"; empty for background work.
    static QString kind(const Lane& lane);
    /// "GET miss", "SELECT v7"; only the verb while there is no reply.
    static QString bar(const Bar& bar);
    /// What the operation took beyond its three parts: the wait for a connection. Never negative.
    static Duration waited(const Bar& bar);
    /// `hints` false keeps quiet about operations that have not begun.
    static QString tip(const Lane& lane, const Bar& bar, bool hints);
    static QString fault(const FaultBar& fault);
    static QString mark(const Mark& mark);
};

}  // namespace stampede::ui
