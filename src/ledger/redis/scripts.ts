import { createHash } from 'node:crypto';

/** A script, and its hash for EVALSHA. */
export interface RedisScript {
  readonly text: string;
  readonly hash: string;
}

/**
 * The first part of a script's answer; the server's time and the other values follow. `late`: it arrived too late, and
 * did nothing. `foreign`: the ledger has another identity, which follows, and the script did nothing. `stands`: the row
 * is not as expected, and was not changed.
 */
export type ReplyKind = 'late' | 'foreign' | 'none' | 'row' | 'made' | 'stands' | 'rows' | 'pong';

/**
 * The beginning of every script. KEYS: its own key, the identity, the list of open rows ordered by due time. ARGV: the
 * latest server time at which it may run (see `ServerClock`), and the identity that the ledger must have, or an empty
 * string. A ledger without an identity gets this one.
 */
const HEAD = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local function text(number) return string.format('%.0f', number) end
local function answer(verdict, ...) return {verdict, text(now), ...} end
if now > tonumber(ARGV[1]) then return answer('late') end
if ARGV[2] ~= '' then
  local identity = redis.call('GET', KEYS[2])
  if not identity then
    redis.call('SET', KEYS[2], ARGV[2])
  elseif identity ~= ARGV[2] then
    return answer('foreign', identity)
  end
end
`;

const script = (body: string): RedisScript => {
  const text = HEAD + body;
  return { text, hash: createHash('sha1').update(text).digest('hex') };
};

/** A key of another type than a hash gives a row without fields. */
export const READ = script(`
local type = redis.call('TYPE', KEYS[1]).ok
if type == 'none' then return answer('none') end
if type ~= 'hash' then return answer('row') end
return answer('row', unpack(redis.call('HMGET', KEYS[1], 'version', 'writtenAt', 'expiresAt', 'body', 'dueAt')))
`);

/**
 * One compare-and-set. ARGV[3]: the latest time for the change, or an empty string. ARGV[4]: `=` and the expected
 * version, or an empty string for no row. Then the next row: version, milliseconds to keep it, body, milliseconds until
 * it is due or an empty string; without these arguments the row is removed. A key without a version, such as one of
 * another type, is never overwritten.
 */
export const CHANGE = script(`
local version = redis.pcall('HGET', KEYS[1], 'version')
local found = type(version) == 'string' and '=' .. version
if not version and redis.call('EXISTS', KEYS[1]) == 0 then found = '' end
if found ~= ARGV[4] or (ARGV[3] ~= '' and now > tonumber(ARGV[3])) then return answer('stands') end
if #ARGV == 4 then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', KEYS[3], KEYS[1])
else
  local expiresAt = text(now + tonumber(ARGV[6]))
  local dueAt = ARGV[8] ~= '' and text(now + tonumber(ARGV[8])) or ''
  redis.call('HSET', KEYS[1], 'version', ARGV[5], 'writtenAt', text(now), 'expiresAt', expiresAt, 'dueAt', dueAt,
    'body', ARGV[7])
  redis.call('PEXPIREAT', KEYS[1], expiresAt)
  if dueAt == '' then redis.call('ZREM', KEYS[3], KEYS[1]) else redis.call('ZADD', KEYS[3], dueAt, KEYS[1]) end
end
return answer('made')
`);

/**
 * Open rows, in the order of their due times. KEYS[1]: the list; ARGV[3]: the earliest due time; ARGV[4]: how many.
 * Gives the key and the fields of each. Removes entries from the list whose rows no longer exist.
 */
export const OPEN = script(`
local found = redis.call('ZRANGEBYSCORE', KEYS[1], ARGV[3], '+inf', 'LIMIT', 0, ARGV[4])
local rows = {}
for _, key in ipairs(found) do
  local row = redis.call('HMGET', key, 'version', 'writtenAt', 'expiresAt', 'body', 'dueAt')
  if row[1] then
    table.insert(rows, {key, unpack(row)})
  else
    redis.call('ZREM', KEYS[1], key)
  end
end
return answer('rows', rows, #found)
`);

/** Adds an open row to the list of open rows, if it is missing there. */
export const REPAIR = script(`
local dueAt = redis.pcall('HGET', KEYS[1], 'dueAt')
if type(dueAt) == 'string' and dueAt ~= '' then redis.call('ZADD', KEYS[3], dueAt, KEYS[1]) end
return answer('made')
`);

/** A real write: it fails on a replica and when the memory is full. */
export const PING = script(`
redis.call('SET', KEYS[1], 'pong')
return answer('pong')
`);
