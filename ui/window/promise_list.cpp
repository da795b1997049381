// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/promise_list.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/model/property_words.h"

namespace stampede::ui {

PromiseList::PromiseList(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(1);
    for (const Property property : kProperties) {
        auto* label = new QLabel;
        label->setWordWrap(true);
        labels_[static_cast<std::size_t>(property)] = label;
        column->addWidget(label);
    }
    say();
}

void PromiseList::show(Properties promised) {
    promised_ = promised;
    say();
}

void PromiseList::setTheme(const Theme& theme) {
    theme_ = theme;
    say();
}

QString PromiseList::textOf(Property property) const { return labels_[static_cast<std::size_t>(property)]->text(); }

void PromiseList::say() {
    for (const Property property : kProperties) {
        const bool kept = promised_.contains(property);
        QLabel* label = labels_[static_cast<std::size_t>(property)];
        const QString promise = propertyPromise(property);
        label->setText((kept ? QStringLiteral("✓ ") : QStringLiteral("✗ ")) + (kept ? promise : tr("not promised: %1").arg(promise)));
        label->setToolTip(tr("%1\n%2").arg(kept ? tr("Promised while nothing fails, on any schedule. What would break it:")
                                                : tr("Not promised: it can happen. What counts:"),
                                           propertySentence(property)));
        QPalette colors = label->palette();
        colors.setColor(QPalette::WindowText, kept ? theme_.good : theme_.muted);
        label->setPalette(colors);
    }
}

}  // namespace stampede::ui
