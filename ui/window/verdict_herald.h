// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/model/lab_session.h"

namespace stampede::ui {

/// Says in Step mode what has just gone wrong, once the step that did it has been seen: never before.
class VerdictHerald : public QObject {
    Q_OBJECT

   public:
    VerdictHerald(LabSession* session, QObject* parent);

   Q_SIGNALS:
    void wentWrong(const QString& sentence);
    void takenBack(const QString& sentence);  ///< the lab went back to before it, or more has happened since

   private:
    void look();
    bool atRest() const;
    void say(Properties which);

    LabSession* session_;
    std::uint64_t known_ = 0;  // what is wrong for good
    std::uint64_t left_ = 0;   // what is wrong now that nothing moves
    QString said_;
};

}  // namespace stampede::ui
