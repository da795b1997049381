// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/about_dialog.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QVBoxLayout>

namespace stampede::ui {
namespace {

constexpr int kPicture = 96;

struct Part {
    const char* name;
    const char* licence;
};

constexpr Part kParts[] = {
    {"Qt", "LGPL-3.0"},          {"Qt Charts", "GPL-3.0"}, {"hiredis", "BSD-3-Clause"},    {"libuv", "MIT"},
    {"SQLite", "public domain"}, {"SQLiteCpp", "MIT"},     {"JSON for Modern C++", "MIT"}, {"CLI11", "BSD-3-Clause"},
    {"tl::expected", "CC0-1.0"}, {"Inter", "OFL-1.1"},     {"JetBrains Mono", "OFL-1.1"},
};

QString partsText() {
    QStringList lines;
    for (const Part& part : kParts)
        lines << QStringLiteral("%1 (%2)").arg(QString::fromLatin1(part.name), QString::fromLatin1(part.licence));
    return lines.join(AboutDialog::tr(", "));
}

QLabel* text(const QString& words) {
    auto* label = new QLabel(words);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

}  // namespace

AboutDialog::AboutDialog(const QString& running, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("About Stampede"));
    auto* picture = new QLabel;
    picture->setPixmap(QIcon(QStringLiteral(":/icons/app.svg")).pixmap(QSize(kPicture, kPicture), devicePixelRatioF()));
    picture->setAlignment(Qt::AlignTop);
    auto* title = text(tr("Stampede %1").arg(QCoreApplication::applicationVersion()));
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    large.setWeight(QFont::DemiBold);
    title->setFont(large);

    auto* column = new QVBoxLayout;
    column->addWidget(title);
    column->addWidget(text(tr("A laboratory for caching strategies.")));
    column->addWidget(text(tr("Free software under the GNU General Public License, version 3 or later. It comes without any warranty.")));
    column->addWidget(text(tr("Running: Qt %1. %2").arg(QString::fromLatin1(qVersion()), running)));
    column->addWidget(text(tr("Made with %1.").arg(partsText())));
    column->addWidget(text(tr("Preset workloads follow YCSB; colours follow Okabe and Ito.")));
    column->addStretch();
    column->setSpacing(10);
    auto* row = new QHBoxLayout;
    row->setSpacing(20);
    row->addWidget(picture);
    row->addLayout(column, 1);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* all = new QVBoxLayout(this);
    all->addLayout(row);
    all->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 80);
}

}  // namespace stampede::ui
