// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/theme.h"

namespace stampede::ui {

Theme Theme::darkTheme() {
    Theme t;
    t.dark = true;
    t.window = QColor(0x15, 0x17, 0x1c);
    t.panel = QColor(0x1d, 0x20, 0x27);
    t.raised = QColor(0x28, 0x2c, 0x35);
    t.border = QColor(0x3a, 0x40, 0x4d);
    t.text = QColor(0xe6, 0xe9, 0xef);
    t.muted = QColor(0x9a, 0xa3, 0xb2);
    t.accent = QColor(0x56, 0xa8, 0xf5);
    t.cache = QColor(0xf0, 0xb4, 0x29);
    t.database = QColor(0x56, 0xb4, 0xe9);
    t.read = QColor(0x2f, 0xc9, 0x9b);
    t.write = QColor(0xd6, 0x8f, 0xf0);
    t.good = QColor(0x2f, 0xc9, 0x9b);
    t.warning = QColor(0xf0, 0xb4, 0x29);
    t.danger = QColor(0xff, 0x6b, 0x4a);
    return t;
}

Theme Theme::lightTheme() {
    Theme t;
    t.dark = false;
    t.window = QColor(0xf3, 0xf4, 0xf7);
    t.panel = QColor(0xff, 0xff, 0xff);
    t.raised = QColor(0xee, 0xf0, 0xf4);
    t.border = QColor(0xc6, 0xcc, 0xd6);
    t.text = QColor(0x1b, 0x1f, 0x27);
    t.muted = QColor(0x5a, 0x64, 0x74);
    t.accent = QColor(0x1a, 0x6f, 0xc4);
    t.cache = QColor(0xb3, 0x6b, 0x00);
    t.database = QColor(0x00, 0x72, 0xb2);
    t.read = QColor(0x00, 0x7d, 0x5c);
    t.write = QColor(0x8a, 0x3f, 0xb0);
    t.good = QColor(0x00, 0x7d, 0x5c);
    t.warning = QColor(0xb3, 0x6b, 0x00);
    t.danger = QColor(0xc8, 0x36, 0x1a);
    return t;
}

QPalette Theme::palette() const {
    QPalette p;
    p.setColor(QPalette::Window, window);
    p.setColor(QPalette::WindowText, text);
    p.setColor(QPalette::Base, panel);
    p.setColor(QPalette::AlternateBase, raised);
    p.setColor(QPalette::Text, text);
    p.setColor(QPalette::PlaceholderText, muted);
    p.setColor(QPalette::Button, raised);
    p.setColor(QPalette::ButtonText, text);
    p.setColor(QPalette::BrightText, danger);
    p.setColor(QPalette::Highlight, accent);
    p.setColor(QPalette::HighlightedText, dark ? QColor(0x10, 0x12, 0x16) : QColor(Qt::white));
    p.setColor(QPalette::Link, accent);
    p.setColor(QPalette::ToolTipBase, raised);
    p.setColor(QPalette::ToolTipText, text);
    p.setColor(QPalette::Light, raised.lighter(120));
    p.setColor(QPalette::Midlight, raised.lighter(110));
    p.setColor(QPalette::Mid, border);
    p.setColor(QPalette::Dark, border.darker(130));
    p.setColor(QPalette::Shadow, QColor(0, 0, 0, 160));
    p.setColor(QPalette::Disabled, QPalette::WindowText, muted);
    p.setColor(QPalette::Disabled, QPalette::Text, muted);
    p.setColor(QPalette::Disabled, QPalette::ButtonText, muted);
    return p;
}

}  // namespace stampede::ui
