import { expect, it } from 'vitest';
import { createRedact } from '../../src/providers/answer-parts.ts';

const redact = createRedact('Bearer to/ken"+', 'k&y%1');

it.each([
  ['the credential', 'no Bearer to/ken"+ here'],
  ['its token alone', 'no to/ken"+ here'],
  ['the key', 'no k&y%1 here'],
  ['as a URL holds it', `no ${encodeURIComponent('to/ken"+')} and ${encodeURIComponent('k&y%1')} here`],
  ['as JSON holds it', 'no to/ken\\"+ here'],
])('cuts out %s', (_what, message) => {
  expect(redact(message)).toMatch(/^no \[redacted\]( and \[redacted\])? here$/);
});

it('leaves other words alone', () => {
  expect(redact('The balance is not zero.')).toBe('The balance is not zero.');
});
