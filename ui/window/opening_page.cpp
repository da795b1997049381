// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/opening_page.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace stampede::ui {
namespace {

constexpr int kWidth = 380;

}  // namespace

OpeningPage::OpeningPage(QWidget* parent)
    : QWidget(parent), what_(new QLabel(tr("Opening the lab"))), bar_(new QProgressBar), retry_(new QPushButton(tr("&Try again"))) {
    what_->setAlignment(Qt::AlignCenter);
    what_->setWordWrap(true);
    what_->setMinimumWidth(kWidth);
    bar_->setRange(0, 0);
    bar_->setFixedWidth(kWidth);
    bar_->setAccessibleName(tr("Progress of opening the lab"));
    retry_->setToolTip(tr("Opens the lab again with the same settings"));
    retry_->setVisible(false);
    auto* column = new QVBoxLayout(this);
    column->addStretch();
    column->addWidget(what_, 0, Qt::AlignHCenter);
    column->addSpacing(8);
    column->addWidget(bar_, 0, Qt::AlignHCenter);
    column->addWidget(retry_, 0, Qt::AlignHCenter);
    column->addStretch();
    connect(retry_, &QPushButton::clicked, this, &OpeningPage::retry);
}

void OpeningPage::showProgress(int percent, const QString& what) {
    what_->setText(what);
    bar_->setRange(0, percent < 0 ? 0 : 100);
    bar_->setValue(std::clamp(percent, 0, 100));
    bar_->setVisible(true);
    retry_->setVisible(false);
}

void OpeningPage::showFailure(const QString& sentence) {
    what_->setText(sentence);
    bar_->setVisible(false);
    retry_->setVisible(true);
}

}  // namespace stampede::ui
