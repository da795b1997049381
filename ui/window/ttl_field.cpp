// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ttl_field.h"

#include <QSignalBlocker>
#include <QWheelEvent>

#include "ui/model/format.h"

namespace stampede::ui {
namespace {

constexpr int kLongestTtl = 7 * 86'400;
constexpr int kSettleMs = 700;  // a new value restarts the journal: not for every turn of the wheel

}  // namespace

TtlField::TtlField(QWidget* parent) : QSpinBox(parent) {
    const TtlTable table;
    setRange(0, kLongestTtl);
    setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    setSpecialValueText(tr("by kind"));
    setSuffix(tr(" s"));
    setKeyboardTracking(false);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Time to live, seconds"));
    setToolTip(tr("Time to live of every entry of the cache, 1 s to 7 days; a change starts a new journal.\n"
                  "By kind (0): user profiles %1, products %2, leaderboard %3.")
                   .arg(durationText(table.user_profile), durationText(table.product), durationText(table.leaderboard)));
    settled_.setSingleShot(true);
    settled_.setInterval(kSettleMs);
    connect(&settled_, &QTimer::timeout, this, &TtlField::changed);
    connect(this, &QSpinBox::valueChanged, &settled_, qOverload<>(&QTimer::start));
}

void TtlField::show(const TtlTable& ttl) {
    const QSignalBlocker quiet(this);
    const bool byKind = ttl.product != ttl.user_profile;
    setValue(byKind ? 0 : static_cast<int>(to_seconds(ttl.product)));
}

void TtlField::wheelEvent(QWheelEvent* event) {
    if (hasFocus()) {
        QSpinBox::wheelEvent(event);
    } else {
        event->ignore();
    }
}

TtlTable TtlField::ttl() const {
    TtlTable table;
    if (value() > 0) table.set_all(std::chrono::seconds(value()));
    return table;
}

}  // namespace stampede::ui
