// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/window/commands.h"

namespace stampede::ui {

class Header;
class LabController;

/// Read, Write, Stampede: the key and the count of the header become requests. A text that names no key sends nothing and says why.
class Senders : public QObject {
    Q_OBJECT

   public:
    Senders(LabController& lab, Commands& commands, Header& header);

    /// Enables what can be sent now.
    void refresh();

   private:
    /// The chosen key; says what is wrong with it and answers with nothing when it names none.
    template <class Use>
    void withKey(Use&& use);

    LabController& lab_;
    Commands& commands_;
    Header& header_;
    QString complaint_;
};

}  // namespace stampede::ui
