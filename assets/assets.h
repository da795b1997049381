// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stampede {

/// Makes :/icons, :/fonts and :/source available. A static library's resources are left out by the linker unless somebody asks; call
/// this once before the first window. Calling it again does nothing.
void initAssets();

}  // namespace stampede
