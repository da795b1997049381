// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/redis_scripts.h"

namespace stampede::scripts {

const RedisScript set_newer{"set-newer", R"lua(
-- KEYS: entry. ARGV: its bytes, the newest version that it may replace, [PX ms]
-- Stores the entry, unless what is there is newer. A tombstone has a version like any entry, and replaces only older ones.
local held = redis.call('GET', KEYS[1])
if held and cjson.decode(held).version > tonumber(ARGV[2]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1], unpack(ARGV, 3))
return 1
)lua"};

const RedisScript delete_if{"delete-if", R"lua(
-- KEYS: lock. ARGV: token
-- Whoever held the lock too long must not delete the lock of the next one.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
)lua"};

const RedisScript lease_get{"lease-get", R"lua(
-- KEYS: entry, stale copy, lease. ARGV: token on offer, [PX ms]
-- A hit is {entry}. A miss is {tombstone or nil, stale copy or nil, token or nil}: the token goes to the first who misses.
local held = redis.call('GET', KEYS[1])
if held and not string.find(held, '"state":"tombstone"', 1, true) then return {held} end
local stale = redis.call('GET', KEYS[2])
local granted = redis.call('SET', KEYS[3], ARGV[1], 'NX', unpack(ARGV, 2))
return {held, stale, granted and ARGV[1]}
)lua"};

const RedisScript lease_set{"lease-set", R"lua(
-- KEYS: entry, lease. ARGV: token, the entry's bytes, [PX ms]
-- Only the holder of the lease may fill the entry, and gives the lease back with it.
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[2])
redis.call('SET', KEYS[1], ARGV[2], unpack(ARGV, 3))
return 1
)lua"};

const RedisScript lease_delete{"lease-delete", R"lua(
-- KEYS: entry, stale copy, lease. ARGV: [PX ms] of the stale copy
-- Deletes the entry and voids the lease, so that who is loading now cannot store what is old. A value stays as a stale copy.
local held = redis.call('GET', KEYS[1])
local keep = held and #ARGV > 0 and not string.find(held, '"state":', 1, true)
if keep then redis.call('SET', KEYS[2], held, unpack(ARGV)) end
redis.call('DEL', KEYS[3])
return {redis.call('DEL', KEYS[1]), keep and 1 or 0}
)lua"};

const RedisScript list_write{"list-write", R"lua(
-- KEYS: entry, queue. ARGV: the change, the entry's bytes or nothing for an erasure, [PX ms]
if ARGV[2] == '' then
  redis.call('DEL', KEYS[1])
else
  redis.call('SET', KEYS[1], ARGV[2], unpack(ARGV, 3))
end
redis.call('LPUSH', KEYS[2], ARGV[1])
return 1
)lua"};

const RedisScript list_take{"list-take", R"lua(
-- KEYS: queue, the instance's own list. ARGV: how many at most
local batch = {}
while #batch < tonumber(ARGV[1]) do
  local change = redis.call('LMOVE', KEYS[1], KEYS[2], 'RIGHT', 'LEFT')
  if not change then break end
  batch[#batch + 1] = change
end
return batch
)lua"};

const RedisScript list_done{"list-done", R"lua(
-- KEYS: the instance's own list. ARGV: the changes of the batch
local removed = 0
for _, change in ipairs(ARGV) do
  removed = removed + redis.call('LREM', KEYS[1], -1, change)
end
return removed
)lua"};

const RedisScript list_recover{"list-recover", R"lua(
-- KEYS: queue, then the list of each instance
-- Back to the end at which changes are taken, the newest first: so the oldest is the next again.
local moved = 0
for i = #KEYS, 2, -1 do
  while redis.call('LMOVE', KEYS[i], KEYS[1], 'LEFT', 'RIGHT') do
    moved = moved + 1
  end
end
return moved
)lua"};

const RedisScript stream_write{"stream-write", R"lua(
-- KEYS: entry, stream. ARGV: the stream's bound or 0, the entry's bytes or nothing for an erasure, TTL in ms or 0, fields of the change
local bound = tonumber(ARGV[1])
if bound > 0 and redis.call('XLEN', KEYS[2]) >= bound then
  return redis.error_reply('FULL the stream holds as many changes as it may')
end
if ARGV[2] == '' then
  redis.call('DEL', KEYS[1])
elseif ARGV[3] == '0' then
  redis.call('SET', KEYS[1], ARGV[2])
else
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
end
return redis.call('XADD', KEYS[2], '*', unpack(ARGV, 4))
)lua"};

const RedisScript stream_claim{"stream-claim", R"lua(
-- KEYS: stream. ARGV: consumer, idle for so many ms, how many at most
-- The entries that nobody has acknowledged for so long, each as {id, fields, how often it was handed out}.
local claimed, cursor, most = {}, '0-0', tonumber(ARGV[3])
while #claimed < most do
  local some = redis.call('XAUTOCLAIM', KEYS[1], 'writers', ARGV[1], ARGV[2], cursor, 'COUNT', most - #claimed)
  for _, entry in ipairs(some[2]) do
    local pending = redis.call('XPENDING', KEYS[1], 'writers', entry[1], entry[1], 1)
    claimed[#claimed + 1] = {entry[1], entry[2], pending[1][4]}
  end
  cursor = some[1]
  if cursor == '0-0' then break end
end
return claimed
)lua"};

const RedisScript stream_done{"stream-done", R"lua(
-- KEYS: stream. ARGV: ids of the batch
-- An acknowledged entry is of no more use: the stream holds what is not yet committed.
local done = 0
for _, id in ipairs(ARGV) do
  done = done + redis.call('XACK', KEYS[1], 'writers', id)
  redis.call('XDEL', KEYS[1], id)
end
return done
)lua"};

const RedisScript stream_dead_letter{"stream-dead-letter", R"lua(
-- KEYS: stream, stream of dead letters. ARGV: ids of the batch
local moved = 0
for _, id in ipairs(ARGV) do
  local entry = redis.call('XRANGE', KEYS[1], id, id)[1]
  if entry then redis.call('XADD', KEYS[2], '*', unpack(entry[2])) end
  moved = moved + redis.call('XACK', KEYS[1], 'writers', id)
  redis.call('XDEL', KEYS[1], id)
end
return moved
)lua"};

}  // namespace stampede::scripts
