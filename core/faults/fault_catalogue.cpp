// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/faults/fault_catalogue.h"

#include <array>

namespace stampede {
namespace {

using Field = FaultField;
using Group = FaultGroup;
using Kind = FaultKind;

constexpr const char* kStreams[] = {"downstream", "upstream", "both"};
constexpr const char* kData[] = {"none", "aof"};
// In the order of Eviction.
constexpr const char* kPolicies[] = {"noeviction",   "allkeys-lru",  "allkeys-lfu",  "allkeys-random",
                                     "volatile-lru", "volatile-lfu", "volatile-ttl", "volatile-random"};

constexpr FaultParameter ms(double initial, const char* label = "Added time", double least = 0, double most = 60'000) {
    return {"ms", label, Field::added, "ms", initial, least, most, {}};
}
constexpr FaultParameter amount(const char* name, const char* label, const char* unit, double initial, double least, double most) {
    return {name, label, Field::amount, unit, initial, least, most, {}};
}
constexpr FaultParameter kKey{"key", "Key", Field::key, ""};
constexpr FaultParameter kCommand{"command", "Command", Field::command, ""};
constexpr FaultParameter kOne{"instance", "Instance", Field::instance, "", 0, 0, 3, {}};
constexpr FaultParameter kAll{"instance", "Instance", Field::instance, "", kEveryInstance, 0, 3, {}};
constexpr FaultParameter kShare{"percent", "Share concerned", Field::probability, "%", 100, 0, 100, {}};
constexpr FaultParameter kStream{"stream", "Direction", Field::choice, "", 0, 0, 0, kStreams};
constexpr FaultParameter kJitter{"jitter", "Jitter", Field::jitter, "ms", 0, 0, 60'000, {}};
constexpr FaultParameter kNth = amount("n", "Only the n-th (0: all)", "", 0, 0, 1'000'000);

constexpr FaultParameter kKill[] = {{"data", "Comes back with", Field::choice, "", 0, 0, 0, kData}};
constexpr FaultParameter kPowerCut[] = {ms(1000, "Lost before the cut")};
constexpr FaultParameter kMemory[] = {amount("share", "Of the memory in use", "%", 50, 0, 100),
                                      {"policy", "Policy", Field::choice, "", 0, 0, 0, kPolicies}};
constexpr FaultParameter kOneKey[] = {kKey};
constexpr FaultParameter kLatency[] = {ms(100), kJitter, kStream, kShare, kAll};
constexpr FaultParameter kWho[] = {kAll};
constexpr FaultParameter kTimeout[] = {kStream, kAll};
constexpr FaultParameter kBandwidth[] = {amount("rate", "Rate", "KB/s", 10, 1, 1'000'000), kStream, kAll};
constexpr FaultParameter kSlicer[] = {amount("size", "Slices of", "bytes", 16, 1, 65'536), ms(1, "Between slices"), kStream, kAll};
constexpr FaultParameter kLimit[] = {amount("bytes", "Closes after", "bytes", 10'000, 1, 1'000'000'000), kStream, kAll};
constexpr FaultParameter kMessage[] = {kCommand, kKey, kNth, kShare, kAll};
constexpr FaultParameter kLate[] = {ms(300, "Later by"), kCommand, kKey, kNth, kShare, kAll};
constexpr FaultParameter kSlow[] = {ms(800)};
constexpr FaultParameter kSlowQuery[] = {amount("rows", "Rows computed first", "", 200'000, 1'000, 100'000'000)};
constexpr FaultParameter kPool[] = {amount("n", "Connections taken", "", 8, 1, 64)};
constexpr FaultParameter kCrash[] = {kOne, amount("op", "Before its n-th operation (0: now)", "", 0, 0, 1'000'000)};
constexpr FaultParameter kInstance[] = {kOne};
constexpr FaultParameter kClock[] = {kOne, ms(2'000, "Its clock is ahead by", -3'600'000, 3'600'000)};
constexpr FaultParameter kFlusher[] = {kOne, kShare};
constexpr FaultParameter kStampede[] = {amount("n", "Readers", "", 50, 1, 10'000), kKey};
constexpr FaultParameter kSpike[] = {amount("factor", "Times as many requests", "", 5, 2, 1'000)};
constexpr FaultParameter kHot[] = {kKey, {"percent", "Share of requests", Field::probability, "%", 80, 0, 100, {}}};
constexpr FaultParameter kAbsent[] = {{"percent", "Share of reads", Field::probability, "%", 50, 0, 100, {}}};

constexpr FaultEntry kEntries[] = {
    {Kind::redis_kill, Group::redis, "Crash Redis", "Redis down",
     "SIGKILL. Requests learn at once that nobody answers; healing starts it again, empty or with its append-only file.", kKill},
    {Kind::redis_power_cut, Group::redis, "Cut Redis's power", "Redis without power",
     "SIGKILL, and what its append-only file got last is cut off: acknowledged writes and deletes are gone when it is healed.", kPowerCut},
    {Kind::redis_freeze,
     Group::redis,
     "Freeze Redis",
     "Redis frozen",
     "SIGSTOP. It accepts connections and answers nobody; when it goes on, it applies what its clients have given up.",
     {}},
    {Kind::redis_pause,
     Group::redis,
     "Pause writes",
     "Redis pauses writes",
     "CLIENT PAUSE WRITE. Reads are answered, writes and deletes wait until it is healed.",
     {}},
    {Kind::redis_memory, Group::redis, "Fill Redis's memory", "Redis out of memory",
     "maxmemory falls below what is in use. Without eviction what would store is refused; with it, keys go.", kMemory},
    {Kind::redis_flush, Group::redis, "Flush Redis", "Redis flushed", "FLUSHALL. Every key is gone at once.", {}},
    {Kind::expire_key, Group::redis, "Expire a key", "Key expired", "The key's time to live is over now.", kOneKey},
    {Kind::expire_all, Group::redis, "Expire all", "All expired", "Every time to live is over at the same moment: an avalanche.", {}},
    {Kind::evict_key, Group::redis, "Evict a key", "Key evicted", "The key is removed as if Redis had needed the memory.", kOneKey},
    {Kind::net_latency, Group::network, "Slow network", "Network slow", "Every message between the application and Redis takes longer.",
     kLatency},
    {Kind::net_down, Group::network, "Cut network", "Network cut",
     "Connections to Redis are closed and new ones refused, while Redis itself is well.", kWho},
    {Kind::net_timeout, Group::network, "Hold network", "Network holds", "Nothing gets through until it is healed; then all of it does.",
     kTimeout},
    {Kind::net_reset_peer, Group::network, "Reset connections", "Connections reset",
     "Every connection to Redis is closed at once; the next request connects again.", kWho},
    {Kind::net_bandwidth, Group::network, "Narrow network", "Network narrow", "So many bytes get through in a second, and no more.",
     kBandwidth},
    {Kind::net_slicer, Group::network, "Slice messages", "Messages sliced", "Messages arrive in small pieces, with time between them.",
     kSlicer},
    {Kind::net_limit_data, Group::network, "Limit data", "Data limited", "A connection is closed after so many bytes.", kLimit},
    {Kind::lose_request, Group::network, "Lose requests", "Requests lost", "The command never reaches Redis.", kMessage},
    {Kind::lose_reply, Group::network, "Lose replies", "Replies lost",
     "The command has its effect, and the application does not learn of it.", kMessage},
    {Kind::duplicate, Group::network, "Duplicate commands", "Commands duplicated", "The command reaches Redis twice.", kMessage},
    {Kind::deliver_late, Group::network, "Deliver late", "Delivered late",
     "The command reaches Redis later than others that were sent after it, perhaps when nobody waits for it any more.", kLate},
    {Kind::db_slow, Group::database, "Slow database", "DB slow", "Each operation takes longer and holds its connection meanwhile.", kSlow},
    {Kind::db_slow_query, Group::database, "Slow queries", "DB queries slow",
     "Each operation is preceded by a truly expensive query on its connection (a recursive one that counts so many rows).", kSlowQuery},
    {Kind::db_lock,
     Group::database,
     "Lock database",
     "DB locked",
     "A second connection begins a write transaction and leaves it open. Readers go on, writers wait and are refused.",
     {}},
    {Kind::db_full,
     Group::database,
     "Fill the disk",
     "DB full",
     "max_page_count stops the file from growing. New rows are refused as soon as the last page of their table is full (a few dozen may "
     "still find room); rows that are there can be replaced, and reads go on.",
     {}},
    {Kind::db_read_only, Group::database, "Make read-only", "DB read-only", "PRAGMA query_only: writes are refused, reads go on.", {}},
    {Kind::db_down,
     Group::database,
     "Database down",
     "DB down",
     "Connections are closed, transactions rolled back, and every operation learns at once that nobody answers.",
     {}},
    {Kind::db_pool, Group::database, "Take connections", "DB pool taken",
     "Somebody else holds connections of the pool: what finds none free waits.", kPool},
    {Kind::db_write, Group::database, "Write past the cache", "Row written from outside",
     "A script changes a row on a connection of its own, behind the application's back.", kOneKey},
    {Kind::db_power_cut,
     Group::database,
     "Cut the database's power",
     "DB without power",
     "What was committed and not yet synced to the disk is lost (it syncs about once a second: synchronous = NORMAL and checkpoints); the "
     "database answers again when it is healed.",
     {}},
    {Kind::app_crash, Group::application, "Crash the application", "App crashed",
     "An instance ends between two operations: its requests, its memory and its queue are gone.", kCrash},
    {Kind::app_freeze, Group::application, "Freeze the application", "App frozen",
     "An instance stands still as in a long collection of garbage, while the locks that it holds run out.", kInstance},
    {Kind::app_clock, Group::application, "Skew a clock", "Clock skewed", "An instance's clock is ahead of the others', or behind.",
     kClock},
    {Kind::flusher_kill, Group::application, "Kill the flusher", "Flusher dead",
     "The instance goes on without its background work; healing starts that again.", kInstance},
    {Kind::flusher_drop, Group::application, "Drop from batches", "Batches lose writes",
     "The oldest write of a batch is dropped on its way to the database, and the flusher does not notice.", kFlusher},
    {Kind::flusher_duplicate, Group::application, "Duplicate batches", "Batches twice", "A batch is applied a second time.", kFlusher},
    {Kind::flusher_reorder, Group::application, "Reorder batches", "Batches reordered",
     "A batch is applied from its newest write to its oldest.", kFlusher},
    {Kind::stampede, Group::load, "Stampede", "Stampede", "Many read the same key at the same moment.", kStampede},
    {Kind::traffic_spike, Group::load, "Traffic spike", "Traffic spike",
     "So many times as many clients send; with a rate, so many times as many requests.", kSpike},
    {Kind::hot_key, Group::load, "Hot key", "Hot key", "A share of all requests goes to one key.", kHot},
    {Kind::penetration, Group::load, "Penetration", "Penetration", "A share of the reads asks for rows that do not exist.", kAbsent},
    {Kind::cold_start,
     Group::load,
     "Cold start",
     "Cold start",
     "Redis is flushed and every instance started again: nothing is cached anywhere.",
     {}},
};

static_assert(std::size(kEntries) == kFaultCount);
constexpr bool in_order() {
    for (std::size_t i = 0; i < kFaultCount; ++i) {
        if (kEntries[i].kind != kFaultKinds[i]) return false;
    }
    return true;
}
static_assert(in_order());

}  // namespace

std::span<const FaultEntry> fault_catalogue() { return kEntries; }

const FaultEntry& entry_of(FaultKind kind) { return kEntries[static_cast<std::size_t>(kind)]; }

const char* name_of(FaultGroup group) {
    constexpr std::array<const char*, 5> names{"Redis", "Network", "Database", "Application", "Load"};
    return names[static_cast<std::size_t>(group)];
}

}  // namespace stampede
