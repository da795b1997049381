// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/strategy_picker.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyledItemDelegate>

#include "core/strategies/catalogue.h"
#include "ui/model/format.h"
#include "ui/window/layer_row.h"

namespace stampede::ui {
namespace {

constexpr int kPromise = Qt::UserRole + 1;
constexpr int kAntiPattern = Qt::UserRole + 2;
constexpr int kMargin = 8;
constexpr int kTextWidth = 440;
constexpr int kMostVisible = 8;  // of two lines or three each

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
        const QIcon icon = index.data(Qt::DecorationRole).value<QIcon>();
        const int high = QFontMetrics(bold).height();
        if (!icon.isNull()) icon.paint(painter, area.left(), area.top(), high, high);
        const QString name = index.data().toString();
        const bool anti = index.data(kAntiPattern).toBool();
        painter->drawText(area.adjusted(icon.isNull() ? 0 : high + 6, 0, 0, 0), Qt::AlignTop | Qt::AlignLeft,
                          anti ? QStringLiteral("%1 · %2").arg(name, antiPatternText()) : name);
        area.setTop(area.top() + QFontMetrics(bold).height());
        painter->setFont(option.font);
        painter->setPen(chosen ? text : colors.color(QPalette::PlaceholderText));
        painter->drawText(area, Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap, index.data(kPromise).toString());
    }

   private:
    static int textWidth(const QFontMetrics& metrics) { return std::max(kTextWidth, metrics.averageCharWidth() * 62); }
};

}  // namespace

StrategyPicker::StrategyPicker(QWidget* parent) : QuietComboBox(parent) {
    for (const StrategyInfo& info : strategies()) {
        const QString name = fromCore(info.name);
        addItem(name, fromCore(info.id));
        setItemData(count() - 1, info.anti_pattern, kAntiPattern);
        setItemData(count() - 1, fromCore(info.promise), kPromise);
        setItemData(count() - 1, fromCore(info.promise), Qt::AccessibleDescriptionRole);
    }
    setItemDelegate(new TwoLines(this));
    setMaxVisibleItems(kMostVisible);
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(21);
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

void StrategyPicker::setIcons(const IconSet& icons) {
    const QIcon warning = icons.icon(QStringLiteral("warning"), icons.theme().warning);
    for (int i = 0; i < count(); ++i) {
        const StrategyInfo* info = find_strategy(toCore(itemData(i).toString()));
        if (info != nullptr && info->anti_pattern) setItemIcon(i, warning);
    }
}

void StrategyPicker::describe() {
    const StrategyInfo* info = find_strategy(toCore(id()));
    if (info == nullptr) return;
    const QString promise = fromCore(info->promise);
    setAccessibleDescription(info->anti_pattern ? tr("An %1. %2").arg(antiPatternText(), promise) : promise);
    setToolTip(tr("Caching strategy; another one starts a new journal.\n%1\n%2\nRead: %3\nWrite: %4")
                   .arg(fromCore(info->name), fromCore(info->promise), fromCore(info->read), fromCore(info->write)));
}

}  // namespace stampede::ui
