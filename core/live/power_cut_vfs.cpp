// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/power_cut_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <map>
#include <mutex>

#include "core/live/unsynced_writes.h"

namespace stampede {

struct PowerCutVfs::Body {
    // All connections of a process share what is known of a file.
    UnsyncedWrites* writes_of(const char* path) {
        const std::lock_guard guard(mutex);
        auto& writes = files[path];
        if (!writes) writes = std::make_unique<UnsyncedWrites>(path);
        return writes.get();
    }

    sqlite3_vfs vfs{};
    sqlite3_vfs* usual = nullptr;
    std::string name;
    std::atomic<bool> off = false;
    std::mutex mutex;
    std::map<std::string, std::unique_ptr<UnsyncedWrites>> files;  // guarded by mutex
};

namespace {

// What SQLite allocates for an open file: ours, and the usual VFS's behind it.
struct File {
    sqlite3_file base;
    std::atomic<bool>* off;
    UnsyncedWrites* writes;  // null: a temporary file, which no power cut concerns
};

sqlite3_file* usual(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1); }
File& ours(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
bool dead(sqlite3_file* file) { return ours(file).writes != nullptr && ours(file).off->load(std::memory_order_relaxed); }

template <auto method, class... Arguments>
auto pass(sqlite3_file* file, Arguments... arguments) {
    return (usual(file)->pMethods->*method)(usual(file), arguments...);
}

// Notes what the write, or the truncation, is about to replace.
int note(sqlite3_file* file, sqlite3_int64 offset, sqlite3_int64 length) {
    UnsyncedWrites* writes = ours(file).writes;
    if (writes == nullptr) return SQLITE_OK;
    sqlite3_int64 size = 0;
    if (const int code = pass<&sqlite3_io_methods::xFileSize>(file, &size); code != SQLITE_OK) return code;
    std::vector<char> before(static_cast<std::size_t>(std::clamp<sqlite3_int64>(size - offset, 0, length)));
    if (!before.empty()) {
        const int code = pass<&sqlite3_io_methods::xRead>(file, static_cast<void*>(before.data()), static_cast<int>(before.size()), offset);
        if (code != SQLITE_OK) return code;
    }
    writes->note(offset, std::move(before), size);
    return SQLITE_OK;
}

int write(sqlite3_file* file, const void* bytes, int length, sqlite3_int64 offset) {
    if (dead(file)) return SQLITE_IOERR_WRITE;
    if (const int code = note(file, offset, length); code != SQLITE_OK) return code;
    return pass<&sqlite3_io_methods::xWrite>(file, bytes, length, offset);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    if (dead(file)) return SQLITE_IOERR_TRUNCATE;
    sqlite3_int64 now = 0;
    if (const int code = pass<&sqlite3_io_methods::xFileSize>(file, &now); code != SQLITE_OK) return code;
    if (const int code = note(file, size, std::max<sqlite3_int64>(0, now - size)); code != SQLITE_OK) return code;
    return pass<&sqlite3_io_methods::xTruncate>(file, size);
}

int sync(sqlite3_file* file, int flags) {
    if (dead(file)) return SQLITE_IOERR_FSYNC;
    UnsyncedWrites* writes = ours(file).writes;
    const std::size_t count = writes != nullptr ? writes->count() : 0;
    const int code = pass<&sqlite3_io_methods::xSync>(file, flags);
    if (dead(file)) return SQLITE_IOERR_FSYNC;
    if (code == SQLITE_OK && writes != nullptr) writes->synced(count);
    return code;
}

const sqlite3_io_methods kMethods{
    3,
    [](sqlite3_file* file) { return pass<&sqlite3_io_methods::xClose>(file); },
    [](sqlite3_file* file, void* to, int length, sqlite3_int64 at) { return pass<&sqlite3_io_methods::xRead>(file, to, length, at); },
    write,
    truncate,
    sync,
    [](sqlite3_file* file, sqlite3_int64* size) { return pass<&sqlite3_io_methods::xFileSize>(file, size); },
    [](sqlite3_file* file, int lock) { return pass<&sqlite3_io_methods::xLock>(file, lock); },
    [](sqlite3_file* file, int lock) { return pass<&sqlite3_io_methods::xUnlock>(file, lock); },
    [](sqlite3_file* file, int* held) { return pass<&sqlite3_io_methods::xCheckReservedLock>(file, held); },
    [](sqlite3_file* file, int what, void* argument) { return pass<&sqlite3_io_methods::xFileControl>(file, what, argument); },
    [](sqlite3_file* file) { return pass<&sqlite3_io_methods::xSectorSize>(file); },
    [](sqlite3_file* file) { return pass<&sqlite3_io_methods::xDeviceCharacteristics>(file); },
    [](sqlite3_file* file, int page, int size, int extend, void volatile** at) {
        return pass<&sqlite3_io_methods::xShmMap>(file, page, size, extend, at);
    },
    [](sqlite3_file* file, int offset, int count, int flags) { return pass<&sqlite3_io_methods::xShmLock>(file, offset, count, flags); },
    [](sqlite3_file* file) { pass<&sqlite3_io_methods::xShmBarrier>(file); },
    [](sqlite3_file* file, int remove) { return pass<&sqlite3_io_methods::xShmUnmap>(file, remove); },
    [](sqlite3_file* file, sqlite3_int64 offset, int length, void** at) {
        return pass<&sqlite3_io_methods::xFetch>(file, offset, length, at);
    },
    [](sqlite3_file* file, sqlite3_int64 offset, void* at) { return pass<&sqlite3_io_methods::xUnfetch>(file, offset, at); },
};

template <class Owner>
int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* flags_out) {
    Owner& owner = *static_cast<Owner*>(vfs->pAppData);
    ours(file) = File{{nullptr}, &owner.off, nullptr};
    const int code = owner.usual->xOpen(owner.usual, path, usual(file), flags, flags_out);
    if (usual(file)->pMethods == nullptr) return code;
    ours(file).base.pMethods = &kMethods;
    if (path != nullptr && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) != 0) ours(file).writes = owner.writes_of(path);
    return code;
}

template <class Owner>
int remove(sqlite3_vfs* vfs, const char* path, int sync_directory) {
    Owner& owner = *static_cast<Owner*>(vfs->pAppData);
    if (owner.off.load(std::memory_order_relaxed)) return SQLITE_IOERR_DELETE;
    owner.writes_of(path)->clear();
    return owner.usual->xDelete(owner.usual, path, sync_directory);
}

}  // namespace

PowerCutVfs::PowerCutVfs() : body_(std::make_unique<Body>()) {
    char number[32];
    std::snprintf(number, sizeof number, "power-cut-%p", static_cast<void*>(this));
    body_->name = number;
    body_->usual = sqlite3_vfs_find(nullptr);
    body_->vfs = *body_->usual;
    body_->vfs.szOsFile += static_cast<int>(sizeof(File));
    body_->vfs.zName = body_->name.c_str();
    body_->vfs.pAppData = body_.get();
    body_->vfs.pNext = nullptr;
    body_->vfs.xOpen = open<Body>;
    body_->vfs.xDelete = remove<Body>;
    sqlite3_vfs_register(&body_->vfs, 0);
}

PowerCutVfs::~PowerCutVfs() { sqlite3_vfs_unregister(&body_->vfs); }

const std::string& PowerCutVfs::name() const { return body_->name; }

void PowerCutVfs::cut() { body_->off = true; }

bool PowerCutVfs::restore() {
    const std::lock_guard guard(body_->mutex);
    bool restored = true;
    for (const auto& [path, writes] : body_->files) restored = writes->undo() && restored;
    body_->off = false;
    return restored;
}

}  // namespace stampede
