import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { bytesOf, createDocumentStore } from '../../src/graphql/document-store.ts';

/** Of this many bytes, give or take what a document takes by itself. */
const documentOf = (bytes: number) => parse(`{ __typename } #${'x'.repeat(bytes / 2)}`);
const LIMITS = { newcomerBytes: 200_000, regularBytes: 200_000 };

describe('the document store', () => {
  it('gives back what it was given', async () => {
    const store = createDocumentStore();
    const document = documentOf(100);
    await store.set('a', document);
    expect(await store.get('a')).toBe(document);
    expect(await store.get('a')).toBe(document);
    expect(await store.get('b')).toBeUndefined();
    expect(await store.delete('a')).toBe(true);
    expect(await store.get('a')).toBeUndefined();
  });

  it('finds a document by its text for as long as it has it', async () => {
    const store = createDocumentStore(LIMITS);
    const document = documentOf(20_000);
    const text = document.loc?.source.body ?? '';
    await store.set('a', document);
    expect(store.find(text)).toBe(document);
    for (let n = 0; n < 100; n += 1) await store.set(`once ${n}`, documentOf(20_002 + 2 * n));
    expect(store.find(text)).toBe(document); // it was asked for: a regular
    expect(store.find(`${text} `)).toBeUndefined();
    expect(store.find(documentOf(20_002).loc?.source.body ?? '')).toBeUndefined(); // pushed out
    await store.delete('a');
    expect(store.find(text)).toBeUndefined();
    expect(store.bytes).toBeGreaterThan(0);
    expect(store.texts * 20_000).toBeLessThanOrEqual(store.bytes); // no text is kept without its document
    const before = store.texts;
    await store.set('large', documentOf(300_000));
    expect(store.find(documentOf(300_000).loc?.source.body ?? '')).toBeUndefined();
    expect(store.texts).toBe(before);
  });

  it('finds a document that two requests have parsed, whatever is pushed out', async () => {
    const store = createDocumentStore(LIMITS);
    const document = documentOf(20_000);
    await store.set('a', document);
    await store.get('a');
    await store.set('a', documentOf(20_000));
    for (let n = 0; n < 100; n += 1) await store.set(`once ${n}`, documentOf(20_002 + 2 * n));
    expect(store.find(document.loc?.source.body ?? '')).toBe(document);
  });

  it('is bounded by the whole texts that its documents keep alive', async () => {
    const store = createDocumentStore(LIMITS);
    for (let n = 0; n < 100; n += 1) {
      await store.set(`once ${n}`, documentOf(20_000));
      await store.set(`twice ${n}`, documentOf(20_000));
      await store.get(`twice ${n}`);
    }
    expect(store.bytes).toBeGreaterThan(200_000);
    expect(store.bytes).toBeLessThanOrEqual(LIMITS.newcomerBytes + LIMITS.regularBytes);
  });

  it('documents that are sent once push out none that was sent again', async () => {
    const store = createDocumentStore(LIMITS);
    await store.set('all day', documentOf(20_000));
    await store.get('all day');
    for (let n = 0; n < 100; n += 1) await store.set(`once ${n}`, documentOf(20_000));
    expect(await store.get('all day')).toBeDefined();
    expect(await store.get('once 0')).toBeUndefined();
  });

  it('does not remember a document that is larger than all it may remember', async () => {
    const store = createDocumentStore(LIMITS);
    await store.set('small', documentOf(20_000));
    await store.set('large', documentOf(300_000));
    expect(await store.get('large')).toBeUndefined();
    expect(await store.get('small')).toBeDefined();
  });

  it.each([
    ['one long comment', () => `{ __typename } #${'x'.repeat(90_000)}`],
    ['a comment outside Latin-1', () => `{ __typename } #${'ж'.repeat(45_000)}`],
    ['many comments', () => `{ __typename } ${'#\n'.repeat(500)}`],
    ['many fields', () => `{ ${'accounts '.repeat(900)} }`],
    ['many values', () => `{ a(x: [${'1 '.repeat(900)}]) }`],
    ['next to nothing', () => '{ __typename }'],
  ])('counts no less than what is kept alive of %s', (_what, text) => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    const COUNT = 200;
    const kept = [];
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    for (let n = 0; n < COUNT; n += 1) kept.push(parse(Buffer.from(`${text()} # ${n}`).toString()));
    collectGarbage();
    const each = (process.memoryUsage().heapUsed - before) / COUNT;
    expect(each).toBeLessThan(bytesOf(parse(text())));
    expect(kept).toHaveLength(COUNT);
  });
});
