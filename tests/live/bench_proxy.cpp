// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "tests/live/proxy_under_test.h"

using namespace stampede::test;

namespace {

// Requests a second of each of redis-benchmark's tests, in its order.
std::vector<double> measure(const std::string& socket, const std::string& options) {
    std::vector<double> figures;
    const std::string command = "redis-benchmark -s " + socket + " -c 50 " + options + " -t set,get --csv";
    FILE* const output = popen(command.c_str(), "r");
    char line[512];
    while (output != nullptr && std::fgets(line, sizeof line, output) != nullptr) {
        const std::string text = line;
        const std::size_t at = text.find("\",\"");
        if (at != std::string::npos && text.find("rps") == std::string::npos) figures.push_back(std::atof(text.c_str() + at + 3));
    }
    if (output != nullptr) pclose(output);
    return figures;
}

void compare(const ProxyUnderTest& proxy, const std::string& options) {
    const std::vector<double> direct = measure(proxy.direct(), options);
    const std::vector<double> proxied = measure(proxy.proxied(), options);
    for (std::size_t i = 0; i < std::min(direct.size(), proxied.size()); ++i) {
        std::printf(
            "{\"bench\": \"proxy\", \"options\": \"%s\", \"command\": \"%s\", \"direct_per_second\": %.0f, \"proxied_per_second\": %.0f, "
            "\"ratio\": %.2f}\n",
            options.c_str(), i == 0 ? "SET" : "GET", direct[i], proxied[i], proxied[i] / direct[i]);
    }
    std::fflush(stdout);
}

}  // namespace

/// redis-benchmark with 50 clients straight to the server and through the proxy, in turns. Figures to compare, not a test.
int main() {
    const ProxyUnderTest proxy;
    for (int round = 0; round < 3; ++round) compare(proxy, "-n 200000");
    compare(proxy, "-n 1000000 -P 16");
    return 0;
}
