// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/strategy_picker.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QWheelEvent>

#include "core/strategies/catalogue.h"
#include "ui/model/format.h"

namespace stampede::ui {
namespace {

constexpr int kPromise = Qt::UserRole + 1;
constexpr int kMargin = 8;
constexpr int kTextWidth = 440;

/// The name, and under it the promise, wrapped.
class TwoLines final : public QStyledItemDelegate {
   public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const QFontMetrics metrics(option.font);
        const QString promise = index.data(kPromise).toString();
        const QRect text = metrics.boundingRect(QRect(0, 0, textWidth(metrics), 0), Qt::TextWordWrap, promise);
        return {textWidth(metrics) + 2 * kMargin, text.height() + metrics.height() + 2 * kMargin};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        const QPalette& colors = option.palette;
        painter->fillRect(option.rect, colors.color(chosen ? QPalette::Highlight : QPalette::Base));
        const QColor text = colors.color(chosen ? QPalette::HighlightedText : QPalette::Text);
        QRect area = option.rect.adjusted(kMargin, kMargin, -kMargin, -kMargin);
        QFont bold = option.font;
        bold.setWeight(QFont::DemiBold);
        painter->setFont(bold);
        painter->setPen(text);
        painter->drawText(area, Qt::AlignTop | Qt::AlignLeft, index.data().toString());
        area.setTop(area.top() + QFontMetrics(bold).height());
        painter->setFont(option.font);
        painter->setPen(chosen ? text : colors.color(QPalette::PlaceholderText));
        painter->drawText(area, Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap, index.data(kPromise).toString());
    }

   private:
    static int textWidth(const QFontMetrics& metrics) { return std::max(kTextWidth, metrics.averageCharWidth() * 62); }
};

}  // namespace

StrategyPicker::StrategyPicker(QWidget* parent) : QComboBox(parent) {
    for (const StrategyInfo& info : strategies()) {
        addItem(fromCore(info.name), fromCore(info.id));
        setItemData(count() - 1, fromCore(info.promise), kPromise);
        setItemData(count() - 1, fromCore(info.promise), Qt::AccessibleDescriptionRole);
    }
    setItemDelegate(new TwoLines(this));
    setMaxVisibleItems(count());
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Strategy"));
    connect(this, &QComboBox::currentIndexChanged, this, &StrategyPicker::describe);
    connect(this, &QComboBox::activated, this, [this] { Q_EMIT chosen(id()); });
    describe();
}

void StrategyPicker::show(const QString& id) { setCurrentIndex(std::max(0, findData(id))); }

void StrategyPicker::showPopup() {
    view()->setMinimumWidth(view()->sizeHintForColumn(0) + 2 * view()->frameWidth());
    QComboBox::showPopup();
}

void StrategyPicker::wheelEvent(QWheelEvent* event) { event->ignore(); }

void StrategyPicker::describe() {
    const StrategyInfo* info = find_strategy(toCore(id()));
    if (info == nullptr) return;
    setAccessibleDescription(fromCore(info->promise));
    setToolTip(tr("Caching strategy; another one starts a new journal.\n%1\n%2\nRead: %3\nWrite: %4")
                   .arg(fromCore(info->name), fromCore(info->promise), fromCore(info->read), fromCore(info->write)));
}

}  // namespace stampede::ui
