import { expect, it } from 'vitest';
import { buildOf } from '../../src/observability/build-info.ts';

it.each([
  ['sqlite:/var/lib/ledger.db', 'sqlite'],
  ['postgres://user:hunter2@db.example/ledger', 'postgres'],
  ['postgresql://db.example/ledger', 'postgres'],
  ['redis://db.example', 'redis'],
  ['rediss://db.example', 'redis'],
  ['memory:', 'memory'],
])('the kind of the ledger at %s is %s, and nothing else of its URL is told', (url, ledger) => {
  expect(buildOf(url)).toEqual({ version: expect.stringMatching(/^\d/), node: process.versions.node, ledger });
});
