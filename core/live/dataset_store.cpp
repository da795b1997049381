// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/dataset_store.h"

#include <unistd.h>

#include <cstdlib>

#include "core/live/file_lock.h"

namespace stampede {

namespace fs = std::filesystem;

tl::expected<fs::path, std::string> default_data_dir() {
    if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && fs::path(data).is_absolute())
        return fs::path(data) / "stampede";
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') return fs::path(home) / ".local/share/stampede";
    return tl::unexpected(std::string("No home folder is known: set HOME, or name a data folder."));
}

tl::expected<fs::path, std::string> prepare_dataset(const fs::path& folder, const Progress& progress) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    const auto lock = failed ? std::nullopt : FileLock::take(folder / "dataset.lock", true, true);
    if (!lock || access(folder.c_str(), W_OK) != 0) {
        return tl::unexpected("The data folder \"" + folder.string() +
                              "\" cannot be written: make it writable, or choose another data folder.");
    }
    const fs::path file = folder / "dataset.sqlite";
    if (check_dataset(file)) return file;
    const fs::path growing = folder / "dataset.sqlite.new";
    fs::remove(growing, failed);
    if (const auto built = build_dataset(growing, progress); !built) {
        fs::remove(growing, failed);
        return tl::unexpected(built.error());
    }
    for (const char* companion : {"-wal", "-shm", "-journal"}) fs::remove(file.string() + companion, failed);
    fs::rename(growing, file, failed);
    if (failed) return tl::unexpected("Cannot put \"" + file.string() + "\" in place (" + failed.message() + "): remove what is there.");
    return file;
}

tl::expected<void, std::string> provide_database(const fs::path& dataset, const fs::path& file) {
    std::error_code failed;
    if (fs::exists(file, failed)) return check_dataset(file);
    if (file.has_parent_path()) fs::create_directories(file.parent_path(), failed);
    fs::copy_file(dataset, file, failed);
    if (!failed) fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, failed);
    if (failed)
        return tl::unexpected("Cannot create the database \"" + file.string() + "\" (" + failed.message() + "): choose another place.");
    return {};
}

}  // namespace stampede
