// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include "app/cli/command.h"
#include "core/lab/recipe.h"

namespace stampede {

int recipes_command() {
    for (const Recipe& recipe : recipes()) {
        std::printf("%-20s%s\n%20s%s\n", recipe.id.c_str(), recipe.title.c_str(), "", recipe.explanation.c_str());
    }
    return kOk;
}

}  // namespace stampede
