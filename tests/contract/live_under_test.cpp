// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/contract/live_under_test.h"

#include <stdexcept>

namespace stampede::test {

std::unique_ptr<LiveUnderTest> open_for_test(LiveOptions options) {
    if (options.data_dir.empty()) options.data_dir = STAMPEDE_TEST_DATA;
    auto opened = open_live(options);
    if (!opened) throw std::runtime_error(opened.error());
    return std::make_unique<LiveUnderTest>(std::move(*opened));
}

std::unique_ptr<WorldUnderTest> make_live(const RunConfig& config) {
    LiveOptions options;
    options.config = config;
    return open_for_test(options);
}

}  // namespace stampede::test
