// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <optional>

#include "ui/model/lab_controller.h"

namespace stampede::ui {

/// Which key the senders and "Expire key" mean. Anything can be typed; what names no key is marked and explained, never guessed at.
class KeyPicker : public QComboBox {
    Q_OBJECT

   public:
    explicit KeyPicker(QWidget* parent = nullptr);

    /// Empty while the text names no key.
    std::optional<Key> key() const;
    /// Why the present text names no key: one sentence.
    QString complaint() const;
    /// Moves the present key to the top of the list.
    void remember();

   Q_SIGNALS:
    void keyChanged();           ///< while typing, too
    void completed(bool valid);  ///< Enter, a choice, or the focus went elsewhere

   private:
    void mark();
};

}  // namespace stampede::ui
