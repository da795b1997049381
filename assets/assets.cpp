// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/assets.h"

#include <QtGlobal>

// Q_INIT_RESOURCE must not stand in any namespace, not even an unnamed one.
static void initResources() {
    Q_INIT_RESOURCE(icons);
    Q_INIT_RESOURCE(fonts);
    Q_INIT_RESOURCE(strategy_sources);
}

namespace stampede {

void initAssets() { initResources(); }

}  // namespace stampede
