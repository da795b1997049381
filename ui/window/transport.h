// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <functional>

#include "ui/window/commands.h"

namespace stampede::ui {

class LabController;

/// Moves through time: the lab's own while LIVE, the journal's in REVIEW.
class Transport : public QObject {
    Q_OBJECT

   public:
    Transport(LabController& lab, Commands& commands, QWidget* parent);

    void refresh();
    /// Does the next step of a script if one is followed, and says whether it did.
    void setScript(std::function<bool()> step) { script_ = std::move(step); }

   Q_SIGNALS:
    void hinted(const QString& hint);  ///< one short sentence for the status bar

   private:
    void makeDigits(QWidget* window);
    void runNumbered(int digit);
    void step();
    void play(bool on);
    void playOn();
    bool stepping() const;
    bool rewinds() const;
    bool animating() const;
    bool anythingWaits() const;
    bool flusherWaits() const;

    LabController& lab_;
    Commands& commands_;
    std::function<bool()> script_ = [] { return false; };
    QTimer player_;  // steps by itself while LIVE in Step mode
};

}  // namespace stampede::ui
