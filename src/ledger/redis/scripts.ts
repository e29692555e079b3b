import { createHash } from 'node:crypto';

/** A script, and the hash by which a server that has seen it knows it. */
export interface RedisScript {
  readonly text: string;
  readonly hash: string;
}

/**
 * What a script answers first: then come the server's time and what else there is to say. `late`: too late to be run, so
 * nothing was done. `foreign`: nothing was done either, because the ledger has another identity, which follows.
 */
export type ReplyKind = 'late' | 'foreign' | 'none' | 'row' | 'made' | 'stands' | 'rows' | 'pong';

/**
 * What every script does first. KEYS: what it is about, the identity, the open rows by when they are due. ARGV: the latest server time at which it may be run
 * (read ServerClock), and the identity that there must be, or an empty text. Where there is none, it becomes the one.
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

/** A key of another type is a row without fields. */
export const READ = script(`
local type = redis.call('TYPE', KEYS[1]).ok
if type == 'none' then return answer('none') end
if type ~= 'hash' then return answer('row') end
return answer('row', unpack(redis.call('HMGET', KEYS[1], 'version', 'writtenAt', 'expiresAt', 'body', 'dueAt')))
`);

/**
 * One compare-and-set. ARGV[3]: the latest moment of the change, or an empty text; ARGV[4]: `=` and the version that must
 * stand there, or an empty text for no row; then the version, the milliseconds for which it is kept and the body of the
 * next row, and when it is due in milliseconds or an empty text, or nothing to remove it. What has no version, such as a key of another type, is never written over.
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
 * Open rows, the first due first. KEYS[1]: the open rows; ARGV[3]: due from; ARGV[4]: how many. Gives for each its key and the
 * four fields and when it is due. One that is not there any more is forgotten here too.
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

/** Puts a row back among the open ones, should it be missing there. */
export const REPAIR = script(`
local dueAt = redis.pcall('HGET', KEYS[1], 'dueAt')
if type(dueAt) == 'string' and dueAt ~= '' then redis.call('ZADD', KEYS[3], dueAt, KEYS[1]) end
return answer('made')
`);

/** A true write: a full memory or a replica cannot take it. */
export const PING = script(`
redis.call('SET', KEYS[1], 'pong')
return answer('pong')
`);
