// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/explore/numbered.h"
#include "core/model/change.h"
#include "core/model/message.h"
#include "core/model/operation.h"

namespace stampede {

/// An operation as it was asked for, without who asked and when, and the changes that its batch names.
struct Asked {
    Operation operation{};
    std::vector<PendingWrite> batch{};
};

/// What a store replied, and the changes that it handed out.
struct Told {
    Reply reply{};
    std::vector<PendingWrite> changes{};
};

Fingerprint print_of(const Asked& asked);
Fingerprint print_of(const Told& told);
Fingerprint print_of(const Message& message);

/// All that code and stores have said to each other, by number.
struct Vocabulary {
    Numbered<Asked> asked;
    Numbered<Told> told;
    Numbered<Message> messages;

    std::uint32_t number(Asked thing) {
        const Fingerprint print = print_of(thing);
        return asked.number(print, std::move(thing));
    }
    std::uint32_t number(Told thing) {
        const Fingerprint print = print_of(thing);
        return told.number(print, std::move(thing));
    }
    std::uint32_t number(const Message& thing) { return messages.number(print_of(thing), thing); }
};

}  // namespace stampede
