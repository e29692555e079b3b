import { describe, expect, it } from 'vitest';
import { LedgerUnavailableError } from '../../src/deletion/ledger.ts';
import { atEveryLevel, createLogger, forAuditLines } from '../../src/observability/logger.ts';
import { CANARY } from '../support/secrets.ts';

function logged(write: (log: ReturnType<typeof createLogger>) => void, level = 'info'): string {
  const lines: string[] = [];
  write(createLogger(level, { write: (line) => lines.push(line) }));
  return lines.join('');
}

describe('a log line', () => {
  it('is JSON with level, time and message', () => {
    expect(JSON.parse(logged((log) => log.info('ready')))).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      msg: 'ready',
    });
  });

  it('says of a foreign error what and where, never its words or fields', () => {
    const cause = Object.assign(new TypeError(`no ${CANARY}`), {
      code: 'ECONNRESET',
      headers: { authorization: CANARY },
    });
    const line = logged((log) => log.error({ err: new Error(`bad ${CANARY}`, { cause }) }, 'fault'));
    expect(line).not.toContain(CANARY);
    expect(JSON.parse(line)).toMatchObject({
      err: { name: 'Error', cause: { name: 'TypeError', code: 'ECONNRESET' } },
    });
  });

  it('says of our own errors what they say', () => {
    expect(logged((log) => log.error({ err: new LedgerUnavailableError('no answer') }, 'fault'))).toContain(
      'no answer',
    );
  });

  it.each([
    ['written from right to left', 'acc_\u05d0\u05d1\u05d2'],
    ['that turn the direction', 'acc_\u202e1_cca\u2066'],
    ['that nobody sees', 'acc\u200b\u200d\ufeff\u2060_1'],
    ['that end a line', 'acc_\u2028\u2029\u0085_1'],
    ['outside the first plane', 'acc_\u{1f600}\u{e0041}'],
    ['that are half a character', 'acc_\ud800'],
    ['that delete', 'acc_\u007f'],
  ])('is ASCII, and says the same, with characters %s', (_what, accountId) => {
    const line = logged((log) => forAuditLines(log).info({ accountId }, 'deletion'));
    expect(line).toMatch(/^[\x20-\x7e]+\n$/);
    expect(JSON.parse(line).accountId).toBe(accountId);
  });

  it('is cut where a secret slipped in', () => {
    const line = logged((log) =>
      log.info({ authorization: CANARY, request: { credential: CANARY, idempotencyKey: CANARY } }, 'x'),
    );
    expect(line).not.toContain(CANARY);
  });

  it.each(['silent', 'fatal', 'warn'])(
    'of the audit, and that says it is ready, is written at the level %s',
    (level) => {
      const written = logged((log) => {
        log.info('left out');
        forAuditLines(log).info({ outcome: 'DELETED' }, 'deletion');
        atEveryLevel(log).info('ready');
      }, level);
      const messages = written
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).msg);
      expect(messages).toEqual(['deletion', 'ready']);
    },
  );

  it('is cut as well where only flat lines are written', () => {
    const line = logged((log) => forAuditLines(log).info({ credential: CANARY, outcome: 'DELETED' }, 'x'));
    expect(JSON.parse(line)).toMatchObject({ level: 'info', credential: '[redacted]', outcome: 'DELETED', msg: 'x' });
  });
});
