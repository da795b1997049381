// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include "app/cli/command.h"
#include "app/window.h"

namespace stampede {

int open_window(int, char**, const WindowCommand&) {
    std::fputs("stampede: this build has no window; configure it with -DSTAMPEDE_GUI=ON\n", stderr);
    return kFailed;
}

}  // namespace stampede
