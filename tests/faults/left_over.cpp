// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/left_over.h"

#include <fstream>
#include <iterator>

namespace stampede::test {
namespace {

namespace fs = std::filesystem;

std::size_t entries_in(const fs::path& folder) {
    std::error_code ignored;
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder, ignored), fs::directory_iterator()));
}

bool is_number(const std::string& name) { return name.find_first_not_of("0123456789") == std::string::npos; }

}  // namespace

Holdings holdings() {
    Holdings held;
    held.descriptors = entries_in("/proc/self/fd");
    std::error_code ignored;
    for (const auto& task : fs::directory_iterator("/proc/self/task", ignored)) {
        ++held.threads;
        std::ifstream children(task.path() / "children");
        for (int pid = 0; children >> pid;) held.children.insert(pid);
    }
    return held;
}

std::set<int> processes_that_name(const fs::path& folder) {
    std::set<int> found;
    std::error_code ignored;
    for (const auto& process : fs::directory_iterator("/proc", ignored)) {
        const std::string name = process.path().filename().string();
        if (!is_number(name)) continue;
        std::ifstream file(process.path() / "cmdline", std::ios::binary);
        const std::string words{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        if (words.find(folder.string()) != std::string::npos) found.insert(std::stoi(name));
    }
    return found;
}

}  // namespace stampede::test
