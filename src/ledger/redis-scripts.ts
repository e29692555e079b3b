import { DISPATCHED_KEPT_MS } from '../deletion/ledger.ts';
import { RECORD_FORMAT } from './stored-record.ts';

export type RedisStep = 'claim' | 'dispatch' | 'release' | 'lose' | 'settle' | 'read';

/** What a script answers first. Then come the server's time and, if there is a record, its fields and values. */
export type Verdict = 'taken' | 'refused' | 'late' | 'unreadable';

/** `ARGV[1]` of every script is the latest server time at which it may be taken: read ServerClock. */
const TIME = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local function text(number) return string.format('%.0f', number) end
if now > tonumber(ARGV[1]) then return {'late', text(now)} end
`;

/**
 * A record is a hash of texts, an empty text is none, and all fields are written at once. What cannot be understood is
 * never written over; it mirrors toRecord().
 */
const RECORD = `
local FIELDS = {'format', 'state', 'accountId', 'owner', 'leaseUntil', 'attempts', 'firstDispatchedAt',
  'lastDispatchedAt', 'lostAt', 'startedAt', 'expiresAt', 'settlement'}
local record = {}
local stored = redis.call('HGETALL', KEYS[1])
for n = 1, #stored, 2 do record[stored[n]] = stored[n + 1] end

local function number(field) return tonumber(record[field]) end
local function whole(field) return string.match(record[field] or '', '^%d+$') and number(field) < 2 ^ 53 end
local function readable()
  for _, field in ipairs(FIELDS) do if not record[field] then return false end end
  if record.format ~= '${RECORD_FORMAT}' or not (whole('leaseUntil') and whole('attempts') and whole('startedAt')
    and whole('expiresAt')) then return false end
  if record.state == 'claimed' then return true end
  if not (whole('firstDispatchedAt') and whole('lastDispatchedAt')) then return false end
  return record.state == 'dispatched' or (record.state == 'settled' and record.settlement ~= '')
end

local function answer(verdict)
  local reply = {verdict, text(now)}
  if record then
    for field, value in pairs(record) do
      table.insert(reply, field)
      table.insert(reply, value)
    end
  end
  return reply
end
local function save()
  local fields = {}
  for _, field in ipairs(FIELDS) do
    table.insert(fields, field)
    table.insert(fields, record[field])
  end
  redis.call('HSET', KEYS[1], unpack(fields))
  redis.call('PEXPIREAT', KEYS[1], record.expiresAt)
  return answer('taken')
end

if #stored == 0 then
  record = nil
elseif not readable() then
  return {'unreadable', text(now)}
elseif number('expiresAt') <= now then
  record = nil
end
`;

/** For the steps of an owner, which is `ARGV[2]`. */
const OWNER = `
if not record or record.owner ~= ARGV[2] or record.state == 'settled' then return answer('refused') end
`;

/** Each step as one script, on one key: what it does to a record is told by `memory.ts`. */
export const REDIS_STEPS: Readonly<Record<RedisStep, string>> = {
  // ARGV: account, owner, lease in ms
  claim: `${TIME}${RECORD}
    local leaseUntil = text(now + tonumber(ARGV[4]))
    if not record then
      record = {format = '${RECORD_FORMAT}', state = 'claimed', accountId = ARGV[2], owner = ARGV[3],
        leaseUntil = leaseUntil, attempts = '0', firstDispatchedAt = '', lastDispatchedAt = '', lostAt = '',
        startedAt = text(now), expiresAt = leaseUntil, settlement = ''}
      return save()
    end
    if record.owner == ARGV[3] then return answer('taken') end
    if record.state ~= 'dispatched' or record.accountId ~= ARGV[2]
      or (record.owner ~= '' and number('leaseUntil') > now) then return answer('refused') end
    record.owner = ARGV[3]
    record.leaseUntil = leaseUntil
    record.lostAt = record.lastDispatchedAt
    return save()`,

  // ARGV: owner, attempt
  dispatch: `${TIME}${RECORD}${OWNER}
    if number('leaseUntil') <= now or number('attempts') ~= tonumber(ARGV[3]) - 1 then return answer('refused') end
    record.state = 'dispatched'
    record.attempts = ARGV[3]
    record.lostAt = record.lastDispatchedAt
    record.lastDispatchedAt = text(now)
    if record.firstDispatchedAt == '' then record.firstDispatchedAt = text(now) end
    record.expiresAt = text(now + ${DISPATCHED_KEPT_MS})
    return save()`,

  // ARGV: owner, attempt
  release: `${TIME}${RECORD}${OWNER}
    local undone = number('attempts') == tonumber(ARGV[3])
    if record.state == 'claimed' or (undone and record.lostAt == '') then
      redis.call('DEL', KEYS[1])
      return {'taken', text(now)}
    end
    record.owner = ''
    if undone then
      record.attempts = text(number('attempts') - 1)
      record.lastDispatchedAt = record.lostAt
    end
    return save()`,

  // ARGV: owner
  lose: `${TIME}${RECORD}${OWNER}
    if record.state ~= 'dispatched' then return answer('refused') end
    record.owner = ''
    return save()`,

  // ARGV: owner, settlement, kept for, in ms
  settle: `${TIME}${RECORD}${OWNER}
    if record.state ~= 'dispatched' then return answer('refused') end
    record.state = 'settled'
    record.owner = ''
    record.settlement = ARGV[3]
    record.expiresAt = text(now + tonumber(ARGV[4]))
    return save()`,

  read: `${TIME}${RECORD} return answer(record and 'taken' or 'refused')`,
};

/** ARGV: candidate. It is kept for good. */
export const REDIS_SECRET = `${TIME}
  redis.call('SET', KEYS[1], ARGV[2], 'NX')
  return {'taken', text(now), 'value', redis.call('GET', KEYS[1])}`;

/** A true write: a full memory or a replica cannot take it. */
export const REDIS_PING = `${TIME}
  redis.call('SET', KEYS[1], 'pong')
  return {'taken', text(now)}`;
