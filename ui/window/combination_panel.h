// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "core/model/run_config.h"
#include "ui/window/icon_set.h"

class QComboBox;
class QLabel;
class QSpinBox;
class QVBoxLayout;

namespace stampede::ui {

class LayerRow;
class OptionFields;
class PromiseList;

/// The combination that runs: what it is in a paragraph, what it promises, what it warns of; below, everything of the catalogue that can
/// be combined with the path, and how many instances run it on what kind of cache.
class CombinationPanel : public QWidget {
    Q_OBJECT

   public:
    explicit CombinationPanel(QWidget* parent = nullptr);

    void show(const RunConfig& config);
    /// Writes what was chosen here into a configuration; what the configuration's strategy cannot carry is left out.
    void applyTo(RunConfig& config) const;
    void setIcons(const IconSet& icons);

    /// Where the guards begin, pixels from the top.
    int guardsTop() const;
    LayerRow* guard(const QString& id) const;
    QComboBox* invalidation() const { return invalidation_; }
    QSpinBox* instances() const { return instances_; }
    QComboBox* eviction() const { return eviction_; }
    QString explanation() const;
    QString warnings() const;
    const PromiseList& promises() const { return *promises_; }

   Q_SIGNALS:
    void changed();

   private:
    QLabel* addHead(const QString& text);
    void makeGuards();
    void makeInvalidation();
    void makeRest();
    void showInvalidation(const RunConfig& config);
    void tell(const RunConfig& config);

    QVBoxLayout* column_;
    QLabel* explanation_;
    QLabel* warnings_;
    PromiseList* promises_;
    OptionFields* path_ = nullptr;  // of the strategy's own options
    QWidget* pathPlace_;
    std::vector<LayerRow*> guards_;
    QComboBox* invalidation_;
    QLabel* invalidationSentence_;
    OptionFields* invalidationFields_ = nullptr;
    QSpinBox* instances_;
    QComboBox* eviction_;
    QLabel* guardsHead_ = nullptr;
    RunConfig shown_;
};

}  // namespace stampede::ui
