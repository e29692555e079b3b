import { describe, expect, it } from 'vitest';
import { createIdentify } from '../../src/deletion/identity.ts';

const identify = createIdentify('secret');

describe('the name of a deletion', () => {
  it('is the same for the same caller, provider and key', () => {
    expect(identify('NUVION', ['caller'], 'key')).toEqual(identify('NUVION', ['caller'], 'key'));
  });

  it('differs with each of them, and with the secret', () => {
    const names = [
      identify('NUVION', ['caller'], 'key'),
      identify('SEQUENCE', ['caller'], 'key'),
      identify('NUVION', ['another'], 'key'),
      identify('NUVION', ['caller'], 'another'),
      identify('NUVION', ['callerke'], 'y'),
      identify('NUVION', ['call', 'er'], 'key'),
      createIdentify('another')('NUVION', ['caller'], 'key'),
    ].map(({ caller, key }) => `${caller} ${key}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('does not show that two callers use the same key', () => {
    expect(identify('NUVION', ['one'], 'key').key).not.toBe(identify('NUVION', ['two'], 'key').key);
  });

  it('holds neither credential nor key', () => {
    expect(JSON.stringify(identify('NUVION', ['credential'], 'plain-key'))).not.toMatch(/credential|plain-key/);
  });
});
