// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace stampede::ui {

/// Slows a stream of pokes down: the first one is passed on at once, later ones at most once an interval, and the last one always.
class Pacer : public QObject {
    Q_OBJECT

   public:
    explicit Pacer(int intervalMs, QObject* parent = nullptr) : QObject(parent), interval_(intervalMs) {
        timer_.setSingleShot(true);
        connect(&timer_, &QTimer::timeout, this, &Pacer::pass);
    }

    /// Something changed.
    void poke() {
        if (timer_.isActive()) return;
        const qint64 passed = since_.isValid() ? since_.elapsed() : interval_;
        if (passed >= interval_) {
            pass();
        } else {
            timer_.start(static_cast<int>(interval_ - passed));
        }
    }

   Q_SIGNALS:
    void due();

   private:
    void pass() {
        since_.start();
        Q_EMIT due();
    }

    int interval_;
    QTimer timer_;
    QElapsedTimer since_;
};

}  // namespace stampede::ui
