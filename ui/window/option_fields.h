// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>
#include <span>
#include <string>
#include <vector>

#include "core/strategies/options.h"

class QDoubleSpinBox;

namespace stampede::ui {

/// The options of one part of the catalogue: a field each, with its range, unit and default; what it is for is in its tooltip.
class OptionFields : public QWidget {
    Q_OBJECT

   public:
    using Chosen = std::vector<std::pair<std::string, double>>;

    explicit OptionFields(std::span<const OptionInfo> options, QWidget* parent = nullptr);

    /// Fields that are not named show their default.
    void show(const Chosen& chosen);
    /// Those that differ from their defaults.
    Chosen chosen() const;
    bool empty() const { return fields_.empty(); }

   Q_SIGNALS:
    /// A while after the last turn of a wheel: what follows is a new journal.
    void changed();

   private:
    std::span<const OptionInfo> options_;
    std::vector<QDoubleSpinBox*> fields_;
    QTimer settled_;
};

}  // namespace stampede::ui
