// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace stampede::ui {

/// Version, what runs, licences.
class AboutDialog : public QDialog {
    Q_OBJECT

   public:
    /// `running` describes the open lab: versions of the stores, files.
    AboutDialog(const QString& running, QWidget* parent);
};

}  // namespace stampede::ui
