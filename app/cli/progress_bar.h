// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>

namespace stampede {

/// A progress bar on stderr, drawn only on a terminal.
class ProgressBar {
   public:
    void draw(int percent, const std::string& what) {
        if (percent == drawn_ || isatty(STDERR_FILENO) == 0) return;
        drawn_ = percent;
        const int filled = std::clamp(percent, 0, 100) * kWidth / 100;
        std::fprintf(stderr, "\r  [%s%s] %3d %%  %-40s", std::string(static_cast<std::size_t>(filled), '#').c_str(),
                     std::string(static_cast<std::size_t>(kWidth - filled), '.').c_str(), percent, what.c_str());
        std::fflush(stderr);
    }
    ~ProgressBar() {
        if (drawn_ >= 0) std::fputc('\n', stderr);
    }

   private:
    static constexpr int kWidth = 30;
    int drawn_ = -1;
};

}  // namespace stampede
