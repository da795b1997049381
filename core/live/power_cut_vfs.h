// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>

namespace stampede {

/// A VFS of SQLite's over the usual one, for one database file, that can lose what was written and not synced, as a disk does when the
/// power goes (the idea of SQLite's own crash tests, test6.c). Until then everything is written as usual, and the bytes that a write
/// replaces are kept until the next sync of that file. Outlives every connection that uses it.
class PowerCutVfs {
   public:
    PowerCutVfs();
    ~PowerCutVfs();
    PowerCutVfs(const PowerCutVfs&) = delete;
    PowerCutVfs& operator=(const PowerCutVfs&) = delete;

    /// What to open connections with.
    const std::string& name() const;

    /// From now on every write, sync and deletion fails; reads go on. Any thread.
    void cut();
    /// The files are as the disk had them at the cut, and can be written again. False if they cannot be put back. Precondition: no
    /// connection is open, in this process or another.
    bool restore();

   private:
    struct Body;
    std::unique_ptr<Body> body_;
};

}  // namespace stampede
