// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSpinBox>
#include <QTimer>

#include "ui/model/lab_controller.h"

namespace stampede::ui {

/// Time to live of every key, in seconds, or "by kind": each kind of data its own.
class TtlField : public QSpinBox {
    Q_OBJECT

   public:
    explicit TtlField(QWidget* parent = nullptr);

    void show(const TtlTable& ttl);
    TtlTable ttl() const;

   protected:
    /// Only for who is in the field: a change starts a new journal.
    void wheelEvent(QWheelEvent* event) override;

   Q_SIGNALS:
    /// The user has settled on another value.
    void changed();

   private:
    QTimer settled_;
};

}  // namespace stampede::ui
