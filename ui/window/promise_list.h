// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <array>

#include "core/model/property.h"
#include "ui/model/theme.h"

class QLabel;

namespace stampede::ui {

/// Which promises a combination makes, and which it does not: a sign, a word and a colour each.
class PromiseList : public QWidget {
    Q_OBJECT

   public:
    explicit PromiseList(QWidget* parent = nullptr);

    void show(Properties promised);
    void setTheme(const Theme& theme);
    QString textOf(Property property) const;

   private:
    void say();

    Theme theme_ = Theme::darkTheme();
    Properties promised_;
    std::array<QLabel*, kPropertyCount> labels_{};
};

}  // namespace stampede::ui
