// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/breadcrumb.h"

#include "ui/code/call_path.h"

namespace stampede::ui {

Breadcrumb::Breadcrumb(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::RichText);
    setWordWrap(true);
    setMinimumWidth(40);
    setContentsMargins(10, 2, 10, 4);
    setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    setAccessibleName(tr("Call stack"));
    setToolTip(tr("The calls that led here, through the layers, the outermost first. Click one to see its file."));
    connect(this, &QLabel::linkActivated, this, [this](const QString& link) { Q_EMIT chosen(link.toInt()); });
    hide();
}

void Breadcrumb::setTheme(const Theme& theme) {
    theme_ = theme;
    QPalette colors = theme.palette();
    colors.setColor(QPalette::WindowText, theme.muted);
    setPalette(colors);
    say();
}

void Breadcrumb::show(const QString& who, std::vector<Place> path, std::uint32_t shown) {
    if (who == who_ && path == path_ && shown == shown_) return;
    who_ = who;
    path_ = std::move(path);
    shown_ = shown;
    say();
}

void Breadcrumb::say() {
    QString html = who_.toHtmlEscaped();
    QStringList plain;
    for (std::size_t i = 0; i < path_.size(); ++i) {
        const QString place = placeText(path_[i]);
        const bool runs = i + 1 == path_.size();
        const QString weight = runs ? QStringLiteral("font-weight:600;") : QString();
        html += (i == 0 ? QStringLiteral("&nbsp;&nbsp;") : QStringLiteral(" &#x203A;&nbsp;"));
        html += path_[i].file == shown_
                    ? QStringLiteral("<span style='white-space:nowrap;%1color:%2'>%3</span>").arg(weight, theme_.text.name(), place)
                    : QStringLiteral("<a href='%1' style='white-space:nowrap;%2color:%3'>%4</a>")
                          .arg(QString::number(i), weight, theme_.accent.name(), place);
        plain << place;
    }
    setText(html);
    setAccessibleDescription(who_ + QLatin1Char(' ') + plain.join(tr(", which calls ")));
    setVisible(path_.size() > 1);
}

}  // namespace stampede::ui
