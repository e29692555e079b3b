import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { idempotencyKeyOf, requestIdOf } from '../../src/http/request-headers.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A request with these header lines. */
function request(headers: Record<string, string | string[]>): IncomingMessage {
  const headersDistinct = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()]));
  return { headersDistinct } as unknown as IncomingMessage;
}

describe('the request id', () => {
  it.each(['a', 'A-1_2.3~!', 'x'.repeat(128)])('is kept: %j', (id) => {
    expect(requestIdOf(request({ 'x-request-id': id }))).toBe(id);
  });

  it.each([[''], ['x'.repeat(129)], ['two words'], ['caf\u00e9'], ['a\u007f'], [['a', 'b']]])(
    'is replaced by a UUID: %j',
    (id) => {
      expect(requestIdOf(request({ 'x-request-id': id }))).toMatch(UUID);
    },
  );

  it('is made where there is none', () => {
    expect(requestIdOf(request({}))).toMatch(UUID);
  });
});

describe('the Idempotency-Key header', () => {
  it.each([
    ['bare', 'bare'],
    ['"quoted"', 'quoted'],
    [String.raw`"with \" and \\"`, String.raw`with " and \ `.trim()],
    ['in"side', 'in"side'],
    ['""', ''],
  ])('%s → %s', (header, key) => {
    expect(idempotencyKeyOf(request({ 'idempotency-key': header }))).toEqual({ key });
  });

  it.each(['"open', 'closed"x"', '"a"b"', String.raw`"\n"`])('refuses or leaves as it is: %s', (header) => {
    const key = idempotencyKeyOf(request({ 'idempotency-key': header }));
    if (header.startsWith('"')) {
      expect(key).toMatchObject({ received: header, refusal: { code: 'INVALID_INPUT', field: 'idempotencyKey' } });
    } else {
      expect(key).toEqual({ key: header });
    }
  });

  it('refuses more than one line, equal ones too', () => {
    expect(idempotencyKeyOf(request({ 'idempotency-key': ['a', 'a'] }))).toMatchObject({
      refusal: { code: 'INVALID_INPUT' },
    });
  });

  it('is null when there is none', () => {
    expect(idempotencyKeyOf(request({}))).toBeNull();
  });
});
