// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace stampede::ui {

/// A label that gives up its middle when there is no room, and says all of it in its tooltip.
class ElidedLabel : public QLabel {
    Q_OBJECT

   public:
    using QLabel::QLabel;

    void setFullText(const QString& text);
    QSize minimumSizeHint() const override { return QSize(0, QLabel::minimumSizeHint().height()); }
    QSize sizeHint() const override;

   protected:
    void paintEvent(QPaintEvent* event) override;

   private:
    QString full_;
};

}  // namespace stampede::ui
