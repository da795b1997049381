// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <vector>

#include "ui/model/call_stack_table.h"
#include "ui/model/theme.h"

namespace stampede::ui {

/// The calls through the layers as one clickable line, outermost first: "cache_aside.cpp:8 › mutex.cpp:21 › path.cpp:31". Wraps between
/// its parts where the panel is narrow. Hidden while there is nothing to say.
class Breadcrumb : public QLabel {
    Q_OBJECT

   public:
    explicit Breadcrumb(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// `shown` is the file that is in front: its part is not a link.
    void show(const QString& who, std::vector<Place> path, std::uint32_t shown);
    const std::vector<Place>& path() const { return path_; }

   Q_SIGNALS:
    void chosen(int index);  ///< of the path

   private:
    void say();

    Theme theme_ = Theme::darkTheme();
    QString who_;
    std::vector<Place> path_;
    std::uint32_t shown_ = 0;
};

}  // namespace stampede::ui
