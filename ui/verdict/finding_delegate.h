// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include "ui/model/theme.h"

class QListView;

namespace stampede::ui {

/// Rows of the list of findings: a sentence, wrapped to the width of the list, its events below it and further in.
class FindingDelegate : public QStyledItemDelegate {
    Q_OBJECT

   public:
    explicit FindingDelegate(QListView* view);

    void setTheme(const Theme& theme) { theme_ = theme; }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

   private:
    QListView* view_;
    Theme theme_ = Theme::darkTheme();
};

}  // namespace stampede::ui
