// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/run_directory.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string_view>
#include <vector>

namespace stampede {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "stampede-";
constexpr std::string_view kUnique = "XXXXXX";
constexpr std::string_view kLockName = "lock";
constexpr std::string_view kMagic = "run directory of stampede\n";
constexpr std::size_t kLongestSocket = 106;

std::size_t socket_length(const fs::path& base) {
    return (base / (std::string(kPrefix) + std::string(kUnique)) / "redis.sock").native().size();
}

bool is_ours(const fs::path& folder) {
    const std::string name = folder.filename().string();
    if (!name.starts_with(kPrefix) || name.size() != kPrefix.size() + kUnique.size()) return false;
    struct stat status {};
    if (lstat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode) || status.st_uid != geteuid()) return false;
    std::ifstream lock(folder / kLockName, std::ios::binary);
    std::string said(kMagic.size(), '\0');
    lock.read(said.data(), static_cast<std::streamsize>(said.size()));
    return lock && said == kMagic;
}

// A folder whose lock is free belongs to a program that was killed. One that says nothing yet is being made at this moment. The
// number of those that belong to programs which run.
std::size_t remove_left_behind(const fs::path& base) {
    std::error_code ignored;
    std::vector<fs::path> found;
    for (fs::directory_iterator it(base, ignored), end; it != end && !ignored; it.increment(ignored)) {
        if (is_ours(it->path())) found.push_back(it->path());
    }
    std::size_t in_use = 0;
    for (const fs::path& folder : found) {
        const auto lock = FileLock::take(folder / kLockName, false, false);
        if (lock) fs::remove_all(folder, ignored);
        in_use += lock ? 0 : 1;
    }
    return in_use;
}

std::vector<fs::path> usual_bases() {
    std::vector<fs::path> bases;
    for (const char* name : {"XDG_RUNTIME_DIR", "TMPDIR"}) {
        const char* value = std::getenv(name);
        if (value != nullptr && fs::path(value).is_absolute() && socket_length(value) <= kLongestSocket) bases.emplace_back(value);
    }
    bases.emplace_back("/tmp");
    return bases;
}

}  // namespace

tl::expected<RunDirectory, std::string> RunDirectory::create(const fs::path& base) {
    if (!base.empty()) {
        std::error_code failed;
        const fs::path whole = fs::absolute(base, failed);
        if (socket_length(whole) > kLongestSocket) {
            return tl::unexpected("The folder \"" + whole.string() + "\" is too long for a socket: choose one of at most " +
                                  std::to_string(kLongestSocket - socket_length("/") + 1) + " characters, for example /tmp.");
        }
        return create_below(whole);
    }
    std::string trouble;
    for (const fs::path& usual : usual_bases()) {
        auto created = create_below(usual);
        if (created) return created;
        trouble = created.error();
    }
    return tl::unexpected(trouble);
}

tl::expected<RunDirectory, std::string> RunDirectory::create_below(const fs::path& base) {
    const std::size_t neighbours = remove_left_behind(base);
    std::string path = (base / (std::string(kPrefix) + std::string(kUnique))).string();
    if (mkdtemp(path.data()) == nullptr) {
        return tl::unexpected("Cannot create a folder in \"" + base.string() + "\" (" + std::strerror(errno) +
                              "): choose a socket folder that you may write to.");
    }
    auto lock = FileLock::take(fs::path(path) / kLockName, true, false);
    if (!lock || !lock->write(std::string(kMagic) + "pid " + std::to_string(getpid()) + "\n")) {
        std::error_code ignored;
        fs::remove_all(path, ignored);
        return tl::unexpected("Cannot write to \"" + path + "\": make room on that disk, or choose another socket folder.");
    }
    return RunDirectory(path, std::move(*lock), neighbours);
}

RunDirectory::~RunDirectory() {
    if (path_.empty()) return;
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

}  // namespace stampede
