import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEADERS, type Sandbox, startSandbox } from '../support/start-sandbox.ts';
import { type Application, installPackedClient } from './pack-client.ts';

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (BROWSER === undefined)
  console.warn('\n*** No Chromium here: the tests of the client in a browser are LEFT OUT. ***\n');

/** A busy machine takes its time. */
const poll = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 });

let application: Application;
beforeAll(async () => {
  application = await installPackedClient();
}, 60_000);
afterAll(() => application?.[Symbol.asyncDispose]());

describe('what is packed', () => {
  it('is JavaScript with types, the README and the license', () => {
    const others = application.packed.filter((path) => !/^dist\/.+\.(js|d\.ts)$/.test(path));
    expect(others.toSorted()).toEqual(['LICENSE', 'README.md', 'package.json']);
  });

  it('has the version of the gateway, whose schema it is made of', async () => {
    const [client, gateway] = await Promise.all(
      ['client/package.json', 'package.json'].map((file) => readFile(file, 'utf8')),
    );
    expect(JSON.parse(client ?? '').version).toBe(JSON.parse(gateway ?? '').version);
  });

  it('has every export, which Node can load, and needs nothing but its peers', async () => {
    const { name, exports, dependencies } = JSON.parse(await readFile('client/package.json', 'utf8'));
    expect(dependencies).toBeUndefined();
    const modules = Object.keys(exports).filter((path) => !path.endsWith('.json'));
    expect(modules).toHaveLength(6);
    const script = modules.map((path) => `await import('${path.replace('.', name)}')`).join(';');
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { cwd: application.folder });
  });

  it('has types that an application compiles with, its own settings strict and its libraries checked', async () => {
    const compilerOptions = {
      ...{ module: 'esnext', moduleResolution: 'bundler', target: 'esnext', lib: ['esnext', 'dom', 'dom.iterable'] },
      ...{
        strict: true,
        noEmit: true,
        jsx: 'react-jsx',
        types: [],
        allowImportingTsExtensions: true,
        skipLibCheck: false,
      },
    };
    const tsconfig = { compilerOptions, include: ['*.tsx'] };
    await writeFile(join(application.folder, 'tsconfig.json'), JSON.stringify(tsconfig));
    const compiler = join(process.cwd(), 'node_modules/typescript/bin/tsc');
    const compiled = promisify(execFile)(process.execPath, [compiler], { cwd: application.folder });
    const output = await compiled.then(
      ({ stdout }) => stdout,
      ({ stdout }) => stdout,
    );
    // What the peers' own types have against it is theirs.
    expect(output.split('\n').filter((line: string) => /^(\S*accounts-gateway-client|\w)/.test(line))).toEqual([]);
  }, 60_000);
});

describe.skipIf(BROWSER === undefined)('an application of Vite and React, in StrictMode and in a browser', () => {
  let browser: Browser;
  let pages: http.Server;
  let origin: string;

  beforeAll(async () => {
    await build({
      root: application.folder,
      configFile: false,
      logLevel: 'warn',
      // React's own checks of StrictMode, such as double effects, are in its development build only.
      define: { 'process.env.NODE_ENV': '"development"' },
      oxc: { jsx: { runtime: 'automatic', development: false } },
      build: { minify: false, target: 'esnext', chunkSizeWarningLimit: 2_000 },
    });
    pages = http.createServer(async (request, response) => {
      const { pathname } = new URL(request.url ?? '', 'http://x');
      const file = join(application.folder, 'dist', pathname === '/' ? 'index.html' : pathname);
      const body = await readFile(file).catch(() => null);
      const type = file.endsWith('.js') ? 'text/javascript' : 'text/html';
      response.writeHead(body === null ? 404 : 200, { 'content-type': type }).end(body);
    });
    await once(pages.listen(0, '127.0.0.1'), 'listening');
    origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
    browser = await chromium.launch({
      executablePath: BROWSER ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    pages?.close();
  });

  describe.each(['apollo', 'urql'])('with %s', (client) => {
    let sandbox: Sandbox;
    let context: BrowserContext;
    beforeAll(async () => {
      sandbox = await startSandbox({ CORS_ORIGINS: origin });
      context = await browser.newContext();
    });
    afterAll(async () => {
      await context?.close();
      await sandbox?.[Symbol.asyncDispose]();
    });

    /** A tab, and the keys of the deletions that it sends. */
    async function openTab(): Promise<{ page: Page; keys: string[]; reads: () => number }> {
      const page = await context.newPage();
      const bodies: { query: string; variables: { input?: { idempotencyKey: string } } }[] = [];
      page.on('dialog', (dialog) => dialog.accept());
      page.on('request', (request) => request.method() === 'POST' && bodies.push(request.postDataJSON()));
      const query = new URLSearchParams({
        with: client,
        url: sandbox.gateway.url,
        header: 'x-nuvion-authorization',
        credential: HEADERS['X-Nuvion-Authorization'],
      });
      await page.goto(`${origin}/?${query}`);
      await page.waitForSelector('li');
      if (client === 'apollo') await showAll(page);
      const keys: string[] = [];
      page.on('request', (request) => {
        const key = request.method() === 'POST' ? request.postDataJSON().variables.input?.idempotencyKey : undefined;
        if (key !== undefined) keys.push(key);
      });
      return { page, keys, reads: () => bodies.filter(({ query }) => query.includes('accounts(')).length };
    }
    async function showAll(page: Page) {
      while (await page.locator('#more').isVisible()) {
        const shown = await page.locator('li').count();
        await page.click('#more');
        await poll(() => page.locator('li').count()).toBeGreaterThan(shown);
      }
    }
    const press = (page: Page, accountId: string) => page.click(`#${accountId} button`);
    const isShown = (page: Page, accountId: string) => page.locator(`#${accountId}`).isVisible();

    it('deletes at a press of the button, and takes the account off the list in each tab', async () => {
      const [first, second] = [await openTab(), await openTab()];
      const [readsThere, readsHere] = [second.reads(), first.reads()];
      await press(first.page, 'acc_debit');
      await poll(() => isShown(first.page, 'acc_debit')).toBe(false);
      await poll(() => isShown(second.page, 'acc_debit')).toBe(false);
      expect(await isShown(first.page, 'acc_safeguard')).toBe(true);
      expect(sandbox.seen('acc_debit').effects).toEqual(first.keys);
      expect(second.keys).toEqual([]);
      expect(second.reads()).toBe(readsThere);
      if (client === 'apollo') expect(first.reads()).toBe(readsHere);
      await Promise.all([first.page.close(), second.page.close()]);
    });

    it('goes on after a reload in the middle, once and with the same key', async () => {
      const { page, keys } = await openTab();
      await press(page, 'acc_slow');
      await poll(() => sandbox.seen('acc_slow').requests.length).toBe(1);
      await page.reload();
      await poll(() => keys.length).toBe(2);
      await poll(() => sandbox.seen('acc_slow').answered.length).toBe(2);
      await poll(() => page.evaluate(() => Object.keys(localStorage))).toEqual([]);
      const { requests, effects } = sandbox.seen('acc_slow');
      expect(effects).toEqual([keys[0]]);
      expect(requests).toEqual([{ method: 'DELETE', key: keys[0] }]);
      expect(keys).toEqual([keys[0], keys[0]]);
      expect(await isShown(page, 'acc_slow')).toBe(false);
      await page.close();
    });

    it('is one deletion when it is asked for in two tabs', async () => {
      const [first, second] = [await openTab(), await openTab()];
      await press(first.page, 'acc_lost_request');
      await poll(() => first.keys.length).toBe(1);
      await press(second.page, 'acc_lost_request');
      await poll(() => isShown(first.page, 'acc_lost_request')).toBe(false);
      await poll(() => isShown(second.page, 'acc_lost_request')).toBe(false);
      // The second tab waited for its turn. It may ask once more, with the same key, before it hears of the outcome.
      expect(second.keys.length).toBeLessThan(2);
      expect(new Set([...first.keys, ...second.keys]).size).toBe(1);
      expect(sandbox.seen('acc_lost_request').effects).toEqual([first.keys[0]]);
      await Promise.all([first.page.close(), second.page.close()]);
    });

    it('says why an account was not deleted; the next press is a new intention', async () => {
      const { page, keys } = await openTab();
      await press(page, 'acc_rejected');
      const output = page.locator('#acc_rejected output');
      await poll(() => output.innerText()).toContain('The bank does not delete this account now');
      await page.reload();
      await page.waitForSelector('li');
      if (client === 'apollo') await showAll(page);
      expect(await output.innerText()).toBe('');
      await press(page, 'acc_rejected');
      await poll(() => output.innerText()).toContain('The bank does not delete this account now');
      expect(new Set(keys).size).toBe(2);
      await page.close();
    });

    it('does not resume what the user abandons; the next press is a new intention', async () => {
      const { page, keys } = await openTab();
      const output = page.locator('#acc_unauthorized output');
      await press(page, 'acc_unauthorized');
      await poll(() => output.innerText()).toContain('You are not signed in any more');
      await page.click('#acc_unauthorized button:text("Abandon")');
      await poll(() => output.innerText()).toContain('You abandoned the deletion');
      await page.reload();
      await page.waitForSelector('li');
      if (client === 'apollo') await showAll(page);
      expect([await output.innerText(), keys.length]).toEqual(['', 1]);
      await press(page, 'acc_unauthorized');
      await poll(() => output.innerText()).toContain('You are not signed in any more');
      expect(new Set(keys).size).toBe(2);
      await page.close();
    });
  });
});
