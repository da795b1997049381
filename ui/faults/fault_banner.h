// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QIcon>
#include <vector>

#include "core/journal/lab_state.h"
#include "ui/model/theme.h"

class QToolButton;

namespace stampede::ui {

/// One line above the scene while something is broken at the moment that it shows: "Broken: Redis frozen (3.2 s) · Network +100 ms". As
/// many faults as there is room for, and how many more. A click shows them all.
class FaultBanner : public QFrame {
    Q_OBJECT

   public:
    explicit FaultBanner(QWidget* parent = nullptr);

    /// What is broken at the moment that is shown, which is the present or not; hidden when nothing is.
    void show(const std::vector<ActiveFault>& active, Instant now, bool live);
    using QFrame::show;
    void setTheme(const Theme& theme, const QIcon& warning);

    /// What the line says at its present width, and all that it would say.
    QString shownText() const;
    QString wholeText() const;

    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

   Q_SIGNALS:
    void clicked();
    void healAllRequested();

   protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

   private:
    void fit();

    QStringList parts_;
    bool live_ = true;
    QColor line_;
    QToolButton* text_;
    QToolButton* heal_;
};

}  // namespace stampede::ui
