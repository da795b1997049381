// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QDialog>

#include "ui/window/commands.h"

namespace stampede::ui {

/// Every key, read off the actions themselves.
class ShortcutsDialog : public QDialog {
    Q_OBJECT

   public:
    /// `panels` are the docks' toggles.
    ShortcutsDialog(const Commands& commands, const QList<QAction*>& panels, QWidget* parent);
};

}  // namespace stampede::ui
