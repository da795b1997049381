// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/verdict/finding_delegate.h"

#include <QListView>
#include <QPainter>

#include "ui/verdict/finding_model.h"
#include "ui/verdict/verdict_state.h"

namespace stampede::ui {
namespace {

constexpr int kPad = 10;
constexpr int kSpace = 3;

int indentOf(const QModelIndex& index, const QFontMetrics& metrics) {
    const int sign = metrics.horizontalAdvance(QStringLiteral("△")) + 6;
    return kPad + (index.data(FindingModel::IsEvent).toBool() ? 2 * sign : sign);
}

}  // namespace

FindingDelegate::FindingDelegate(QListView* view) : QStyledItemDelegate(view), view_(view) {}

QSize FindingDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QFontMetrics metrics(option.font);
    const int wide = view_->viewport()->width();
    const int room = std::max(40, wide - indentOf(index, metrics) - kPad);
    const QRect text = metrics.boundingRect(QRect(0, 0, room, 0), Qt::TextWordWrap, index.data().toString());
    const bool event = index.data(FindingModel::IsEvent).toBool();
    return {wide, text.height() + kSpace + (event ? 0 : kSpace)};
}

void FindingDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    const bool event = index.data(FindingModel::IsEvent).toBool();
    const bool broken = index.data(FindingModel::IsBroken).toBool();
    const bool pointed = option.state.testFlag(QStyle::State_MouseOver);
    if (chosen || pointed) painter->fillRect(option.rect, chosen ? theme_.raised : theme_.raised.darker(theme_.dark ? 110 : 102));
    painter->setFont(option.font);
    const QFontMetrics metrics(option.font);
    QRect area = option.rect.adjusted(indentOf(index, metrics), event ? 0 : kSpace, -kPad, 0);
    if (!event) {
        painter->setPen(broken ? theme_.danger : theme_.warning);
        painter->drawText(QRect(option.rect.left() + kPad, area.top(), area.left() - option.rect.left(), metrics.height()), Qt::AlignLeft,
                          stateSign(broken ? VerdictState::broken : VerdictState::expected));
    }
    painter->setPen(event ? (pointed || chosen ? theme_.accent : theme_.muted) : theme_.text);
    painter->drawText(area, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, index.data().toString());
}

}  // namespace stampede::ui
