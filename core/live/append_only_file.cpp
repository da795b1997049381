// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/append_only_file.h"

#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include "core/live/redis_server.h"

namespace stampede {
namespace {

constexpr Duration kGrain = std::chrono::milliseconds(10);  // of lab time: one length is kept for each
constexpr Duration kHorizon = std::chrono::seconds(61);     // a power cut takes a minute at most

// The manifest names the files in their order: "file appendonly.aof.1.incr.aof seq 1 type i". The server appends to the last.
std::string last_increment(const std::filesystem::path& manifest) {
    std::ifstream lines(manifest);
    std::string file;
    std::string word, name, seq, number, type, letter;
    while (lines >> word >> name >> seq >> number >> type >> letter) {
        if (letter == "i") file = name;
    }
    return file;
}

}  // namespace

AppendOnlyFile::AppendOnlyFile(UvLoop& loop, std::filesystem::path folder, CacheExpiry& expiry, bool kept)
    : loop_(&loop), folder_(std::move(folder)), expiry_(&expiry), kept_(kept) {
    if (kept_) expiry_->remember();
}

void AppendOnlyFile::begin() {
    up_ = kept_;
    if (!kept_) return;
    find_file();
    samples_.assign(1, {Instant::min(), length(), expiry_->changes()});
    expiry_->forget_changes_before(samples_.front().changes);
}

void AppendOnlyFile::grown() {
    if (!up_ || !find_file()) return;
    const Instant now = loop_->now();
    const bool same_grain = samples_.size() > 1 && samples_.back().at / kGrain == now / kGrain;
    if (same_grain) samples_.pop_back();
    samples_.push_back({now, length(), expiry_->changes()});
    while (samples_.size() > 2 && samples_[1].at < now - kHorizon) samples_.pop_front();
    expiry_->forget_changes_before(samples_.front().changes);
}

bool AppendOnlyFile::find_file() {
    const std::filesystem::path manifest = folder_ / "appendonly.aof.manifest";
    struct stat found {};
    if (stat(manifest.c_str(), &found) != 0) return false;
    const bool same = found.st_ino == manifest_.st_ino && found.st_mtim.tv_sec == manifest_.st_mtim.tv_sec &&
                      found.st_mtim.tv_nsec == manifest_.st_mtim.tv_nsec;
    if (same) return true;
    manifest_ = found;
    const std::filesystem::path file = folder_ / last_increment(manifest);
    if (file == std::exchange(file_, file)) return true;
    samples_.assign(1, {Instant::min(), 0, expiry_->changes()});
    return true;
}

std::uintmax_t AppendOnlyFile::length() const {
    struct stat found {};
    return stat(file_.c_str(), &found) == 0 ? static_cast<std::uintmax_t>(found.st_size) : 0;
}

void AppendOnlyFile::go_back_to(Instant moment) {
    if (!find_file() || samples_.empty()) return;
    while (samples_.size() > 1 && samples_.back().at > moment) samples_.pop_back();
    const Sample& there = samples_.back();
    std::error_code ignored;
    if (there.length < length()) std::filesystem::resize_file(file_, there.length, ignored);
    expiry_->go_back_to(there.changes);
}

void AppendOnlyFile::remove() {
    std::error_code ignored;
    if (kept_) std::filesystem::remove_all(folder_, ignored);
}

}  // namespace stampede
