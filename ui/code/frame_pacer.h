// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/model/lab_session.h"
#include "ui/model/pacer.h"

namespace stampede::ui {

/// When a view should look again: a stepped request is followed frame by frame, the crowd of a running lab a few times a second, and
/// a view that cannot be seen not at all.
class FramePacer : public QObject {
    Q_OBJECT

   public:
    FramePacer(LabSession* session, QWidget* view) : QObject(view), pacer_(kSlowestMs) {
        connect(session, &LabSession::frameReady, this, [this, session, view] {
            if (!view->isVisible()) return;
            if (session->state().stepping() || !session->live()) {
                Q_EMIT due();
            } else {
                pacer_.poke();
            }
        });
        connect(&pacer_, &Pacer::due, this, &FramePacer::due);
    }

   Q_SIGNALS:
    void due();

   private:
    static constexpr int kSlowestMs = 100;

    Pacer pacer_;
};

}  // namespace stampede::ui
