// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/layering/arrows.h"

#include <algorithm>
#include <map>
#include <set>

#include "tests/layering/source_text.h"

namespace stampede::layering {
namespace {

using Names = std::vector<std::string_view>;

/// What one folder may name besides itself and the C++ standard library. An arrow is a folder, a folder with all below it
/// ("core/*"), or one header.
struct Row {
    std::string_view folder;
    Names arrows;
    Names libraries;
};

const Names kViewArrows{"ui/model", "core/model", "core/strategies/catalogue.h"};
const Names kViewLibraries{"QtCore", "QtGui", "QtWidgets", "QtSvg"};

// The one table of who may know whom. A new arrow is a design decision: it goes here and into the folder's README together.
const std::vector<Row>& table() {
    static const std::vector<Row> rows{
        {"core/async", {}, {"sanitizer"}},
        {"core/model", {}, {"tl"}},
        {"core/ports", {"core/async", "core/model"}, {"tl"}},
        {"core/strategies",
         {"core/async", "core/model", "core/ports", "core/strategies/paths", "core/strategies/guards", "core/strategies/invalidation"},
         {"tl"}},
        {"core/strategies/paths", {"core/async", "core/model", "core/ports", "core/strategies"}, {}},
        {"core/strategies/guards", {"core/async", "core/model", "core/ports", "core/strategies"}, {}},
        {"core/strategies/invalidation", {"core/async", "core/model", "core/ports", "core/strategies"}, {}},
        {"core/simulated", {"core/async", "core/model", "core/ports", "core/faults"}, {"tl"}},
        {"core/live",
         {"core/async", "core/model", "core/ports", "core/faults", "core/live/proxy"},
         {"tl", "nlohmann", "hiredis", "sqlite", "uv", "posix"}},
        {"core/live/proxy", {"core/async", "core/model", "core/ports", "core/faults", "core/live"}, {"nlohmann", "uv"}},
        {"core/faults", {"core/model", "core/ports"}, {"tl", "nlohmann"}},
        {"core/journal", {"core/model"}, {"tl", "nlohmann"}},
        {"core/oracle", {"core/model", "core/journal"}, {"tl"}},
        {"core/workload", {"core/model", "core/ports"}, {"tl", "nlohmann"}},
        {"core/lab", {"core/*"}, {"tl", "nlohmann"}},
        {"core/explore",
         {"core/async", "core/model", "core/ports", "core/strategies", "core/simulated", "core/faults", "core/journal", "core/oracle",
          "core/lab"},
         {"tl", "nlohmann"}},
        {"ui/model",
         {"core/lab", "core/journal", "core/oracle", "core/model", "core/workload", "core/faults", "core/strategies/catalogue.h"},
         {"QtCore", "QtGui", "tl"}},
        {"ui/scene", kViewArrows, kViewLibraries},
        {"ui/timeline", kViewArrows, kViewLibraries},
        {"ui/code", kViewArrows, kViewLibraries},
        {"ui/charts", kViewArrows, {"QtCore", "QtGui", "QtWidgets", "QtSvg", "QtCharts"}},
        {"ui/verdict",
         {"ui/model", "core/model", "core/journal", "core/oracle", "core/strategies/catalogue.h", "core/strategies/combination.h"},
         {"QtCore", "QtGui", "QtWidgets", "tl"}},
        {"ui/lanes", {"ui/model", "core/model", "core/lab", "core/oracle", "core/explore"}, {"QtCore", "QtGui", "QtWidgets"}},
        {"ui/race",
         {"ui/model", "ui/lanes", "core/model", "core/lab", "core/explore", "core/strategies/catalogue.h"},
         {"QtCore", "QtGui", "QtWidgets", "tl"}},
        {"ui/branches",
         {"ui/model", "ui/lanes", "core/model", "core/lab", "core/journal", "core/oracle"},
         {"QtCore", "QtGui", "QtWidgets"}},
        {"ui/faults", {"ui/model", "core/model", "core/faults", "core/journal"}, {"QtCore", "QtGui", "QtWidgets", "tl"}},
        {"ui/window",
         {"ui/*", "core/model", "core/faults", "core/strategies/catalogue.h", "core/strategies/options.h", "core/strategies/combination.h",
          "core/strategies/combination_text.h", "core/workload/presets.h", "core/oracle/finding.h", "core/explore/script_line.h",
          "core/journal/chrome_trace.h", "core/lab/recipe.h"},
         {"QtCore", "QtGui", "QtWidgets", "QtSvg", "tl"}},
        {"assets", {}, {"QtCore"}},
        {"app/cli", {"app", "core/*"}, {"tl", "nlohmann", "CLI", "posix"}},
        {"app", {"app/cli", "assets", "core/*", "ui/*"}, {"QtCore", "QtGui", "QtWidgets", "QtNetwork", "tl", "posix"}},
    };
    return rows;
}

const std::set<std::string_view> kStandardHeaders{"algorithm",
                                                  "any",
                                                  "array",
                                                  "atomic",
                                                  "barrier",
                                                  "bit",
                                                  "bitset",
                                                  "cassert",
                                                  "cctype",
                                                  "cerrno",
                                                  "cfenv",
                                                  "cfloat",
                                                  "charconv",
                                                  "chrono",
                                                  "cinttypes",
                                                  "climits",
                                                  "clocale",
                                                  "cmath",
                                                  "compare",
                                                  "complex",
                                                  "concepts",
                                                  "condition_variable",
                                                  "coroutine",
                                                  "csetjmp",
                                                  "csignal",
                                                  "cstdarg",
                                                  "cstddef",
                                                  "cstdint",
                                                  "cstdio",
                                                  "cstdlib",
                                                  "cstring",
                                                  "ctime",
                                                  "cuchar",
                                                  "cwchar",
                                                  "cwctype",
                                                  "deque",
                                                  "exception",
                                                  "execution",
                                                  "filesystem",
                                                  "forward_list",
                                                  "fstream",
                                                  "functional",
                                                  "future",
                                                  "initializer_list",
                                                  "iomanip",
                                                  "ios",
                                                  "iosfwd",
                                                  "iostream",
                                                  "istream",
                                                  "iterator",
                                                  "latch",
                                                  "limits",
                                                  "list",
                                                  "locale",
                                                  "map",
                                                  "memory",
                                                  "memory_resource",
                                                  "mutex",
                                                  "new",
                                                  "numbers",
                                                  "numeric",
                                                  "optional",
                                                  "ostream",
                                                  "queue",
                                                  "random",
                                                  "ranges",
                                                  "ratio",
                                                  "regex",
                                                  "scoped_allocator",
                                                  "semaphore",
                                                  "set",
                                                  "shared_mutex",
                                                  "source_location",
                                                  "span",
                                                  "sstream",
                                                  "stack",
                                                  "stdexcept",
                                                  "stop_token",
                                                  "streambuf",
                                                  "string",
                                                  "string_view",
                                                  "syncstream",
                                                  "system_error",
                                                  "thread",
                                                  "tuple",
                                                  "type_traits",
                                                  "typeindex",
                                                  "typeinfo",
                                                  "unordered_map",
                                                  "unordered_set",
                                                  "utility",
                                                  "valarray",
                                                  "variant",
                                                  "vector",
                                                  "version"};

// Beginnings of header names, and the library that they belong to.
const std::vector<std::pair<std::string_view, std::string_view>> kLibraries{
    {"hiredis/", "hiredis"}, {"hiredis.h", "hiredis"},   {"async.h", "hiredis"},
    {"sqlite3", "sqlite"},   {"SQLiteCpp/", "sqlite"},   {"uv.h", "uv"},
    {"uv/", "uv"},           {"nlohmann/", "nlohmann"},  {"tl/", "tl"},
    {"CLI/", "CLI"},         {"sanitizer/", "sanitizer"}};

const std::set<std::string_view> kPosixHeaders{"dirent.h",    "fcntl.h",     "poll.h",         "pthread.h",     "pwd.h",
                                               "signal.h",    "spawn.h",     "sys/file.h",     "sys/timerfd.h", "sys/eventfd.h",
                                               "sys/ioctl.h", "sys/prctl.h", "sys/resource.h", "sys/socket.h",  "sys/stat.h",
                                               "sys/types.h", "sys/un.h",    "sys/wait.h",     "unistd.h"};

bool is_qt(std::string_view header) {
    return header.starts_with("Qt") || (header.size() > 1 && header[0] == 'Q' && isupper(static_cast<unsigned char>(header[1])) != 0);
}

// The library of a header in angle brackets, "std" for the standard library, empty when unknown.
std::string library_of(std::string_view header, const QtModuleOf& qt_module_of) {
    if (kStandardHeaders.contains(header)) return "std";
    if (kPosixHeaders.contains(header)) return "posix";
    for (const auto& [beginning, library] : kLibraries) {
        if (header.starts_with(beginning)) return std::string(library);
    }
    if (!is_qt(header)) return {};
    const std::size_t slash = header.find('/');
    return slash == std::string_view::npos ? qt_module_of(header) : std::string(header.substr(0, slash));
}

std::string_view folder_of(std::string_view path) { return path.substr(0, std::min(path.rfind('/'), path.size())); }

// "core/*" covers every folder in core, "core/model" itself alone, "core/x/y.h" that header alone.
bool covers(std::string_view arrow, std::string_view header) {
    if (arrow.ends_with(".h")) return header == arrow;
    if (arrow.ends_with("/*")) return header.starts_with(arrow.substr(0, arrow.size() - 1));
    return folder_of(header) == arrow;
}

bool contains(const Names& names, std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); }

std::string complaint(const Include& include, std::string_view folder, const std::string& why) {
    return "line " + std::to_string(include.line) + ": " + std::string(folder) + " " + why + ": " + include.target;
}

std::string check_quoted(const Include& include, const Row& row) {
    const auto folders = known_folders();
    // The repository's own text that the build makes out of a source: moc's.
    if (include.target.ends_with(".moc") && include.target.find('/') == std::string::npos) return {};
    if (!contains(folders, folder_of(include.target)))
        return complaint(include, row.folder, "includes what is not named from the repository's root");
    if (folder_of(include.target) == row.folder) return {};
    const bool allowed = std::any_of(row.arrows.begin(), row.arrows.end(), [&](auto arrow) { return covers(arrow, include.target); });
    return allowed ? std::string() : complaint(include, row.folder, "may not know");
}

std::string check_bracketed(const Include& include, const Row& row, const QtModuleOf& qt_module_of) {
    const std::string library = library_of(include.target, qt_module_of);
    if (library == "std" || contains(row.libraries, library)) return {};
    if (library.empty()) return complaint(include, row.folder, "includes a header of no library in the table");
    return complaint(include, row.folder, "may not use " + library);
}

}  // namespace

std::vector<std::string> forbidden_includes(std::string_view path, std::string_view source, const QtModuleOf& qt_module_of) {
    const std::string_view folder = folder_of(path);
    const auto row = std::find_if(table().begin(), table().end(), [&](const Row& each) { return each.folder == folder; });
    if (row == table().end()) return {std::string(folder) + " is not in the table of folders"};

    std::vector<std::string> found;
    for (const Include& include : includes_of(source)) {
        std::string trouble = include.quoted ? check_quoted(include, *row) : check_bracketed(include, *row, qt_module_of);
        if (!trouble.empty()) found.push_back(std::move(trouble));
    }
    return found;
}

std::vector<std::string_view> known_folders() {
    Names folders;
    for (const Row& row : table()) folders.push_back(row.folder);
    return folders;
}

}  // namespace stampede::layering
