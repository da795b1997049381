// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace stampede::ui {

/// Stands in place of the scene while a lab is opened, and after that failed.
class OpeningPage : public QWidget {
    Q_OBJECT

   public:
    explicit OpeningPage(QWidget* parent = nullptr);

    void showProgress(int percent, const QString& what);
    void showFailure(const QString& sentence);

   Q_SIGNALS:
    void retry();

   private:
    QLabel* what_;
    QProgressBar* bar_;
    QPushButton* retry_;
};

}  // namespace stampede::ui
