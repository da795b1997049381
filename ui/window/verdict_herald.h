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
    void takenBack(const QString& sentence);  ///< the lab went back to before it

   private:
    void look();

    LabSession* session_;
    std::uint64_t known_ = 0;
    QString said_;
};

}  // namespace stampede::ui
