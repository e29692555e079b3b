import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROVIDERS } from '../../src/providers/index.ts';
import { FAULT_NAMES } from '../../src/providers/shared/simulation/faults.ts';
import { titleOf } from '../../src/sandbox/sandbox-page.ts';
import { type SpawnedGateway, spawnGateway } from '../support/spawn-gateway.ts';

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const MISSING = 'No Chromium here, which the tests of the landing page need: apt-get install chromium';
if (BROWSER === undefined && process.env.CI) throw new Error(MISSING);
if (BROWSER === undefined) console.warn(`\n*** ${MISSING}. They are LEFT OUT. ***\n`);

/** What a page shows of an account that fails, by the name of the fault. Both are asked of Nuvion. */
const SHOWN: Readonly<Record<string, string>> = {
  slow: 'DeleteAccountSuccess',
  lost_answer: '"OBSERVED"',
  lost_request: '"OUTCOME_UNKNOWN"',
  cut_off: '"OBSERVED"',
  web_page: '"OUTCOME_UNKNOWN"',
  no_route: '"UNAVAILABLE"',
  bad_request: '"DELETION_REJECTED"',
  unauthorized: '"UNAUTHORIZED"',
  forbidden: '"FORBIDDEN"',
  conflict: '"DELETION_REJECTED"',
  rejected: '"DELETION_REJECTED"',
  rate_limited: '"RATE_LIMITED"',
  lost_outcome: '"OUTCOME_UNKNOWN"',
  server_error: '"OUTCOME_UNKNOWN"',
};

describe.skipIf(BROWSER === undefined)('the landing page in a real browser', () => {
  let sandbox: SpawnedGateway;
  let browser: Browser;
  let origin: string;

  beforeAll(async () => {
    sandbox = spawnGateway({}, 'src/bin/sandbox.ts');
    origin = new URL('/', await sandbox.ready).href;
    browser = await chromium.launch({
      executablePath: BROWSER ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await sandbox?.[Symbol.asyncDispose]();
  });

  /** Opens the page with everything but the gateway cut off. */
  async function open(width = 1280): Promise<{ page: Page; elsewhere: string[]; errors: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 844 } });
    const elsewhere: string[] = [];
    const errors: string[] = [];
    await page.route('**/*', (route) => {
      const url = route.request().url();
      if (url.startsWith(origin) || url.startsWith('blob:') || url.startsWith('data:')) return route.continue();
      elsewhere.push(url);
      return route.abort();
    });
    page.on('pageerror', (fault) => errors.push(fault.message));
    page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
    await page.goto(origin);
    await page.waitForSelector('.graphiql-execute-button');
    return { page, elsewhere, errors };
  }

  /** Presses the button, and gives back what the answer's pane shows. */
  async function press(page: Page, expected: string): Promise<string> {
    await page.click('.graphiql-execute-button');
    const answer = page.locator('.result-window .view-lines');
    await expect.poll(() => answer.innerText(), { timeout: 8_000 }).toContain(expected);
    return answer.innerText();
  }

  it('deletes an account at the first press of the button, with no other network and no error', async () => {
    const { page, elsewhere, errors } = await open();
    expect(await press(page, 'deletedAccountId')).toContain('DeleteAccountSuccess');
    await press(page, 'true'); // the second press is a replay
    expect(elsewhere).toEqual([]);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('has the schema at hand', async () => {
    const { page } = await open();
    await page.click('button[aria-label="Show Documentation Explorer"]');
    await expect.poll(() => page.locator('.graphiql-doc-explorer').innerText()).toContain('Mutation');
    await page.close();
  });

  const titles = (page: Page) => page.locator('.graphiql-tab-button').allInnerTexts();
  /** Goes to a tab, and waits as a person would: GraphiQL knows its operation a tenth of a second later. */
  async function select(page: Page, title: string): Promise<void> {
    await page.getByRole('tab', { name: title, exact: true }).click();
    await expect.poll(() => page.locator('.graphiql-query-editor').innerText(), { timeout: 10_000 }).toContain(title);
    await page.waitForTimeout(500);
  }

  const variables = async (page: Page) =>
    (await page.locator('.graphiql-editor-tool .view-lines').first().innerText()).replaceAll('\u00a0', ' ');
  const keyOf = async (page: Page) => /"idempotencyKey": "([0-9a-f]{32})"/.exec(await variables(page))?.[1];

  it('says what it is, and has a tab for everything that the gateway does and for each account that fails', async () => {
    const { page } = await open();
    expect(await page.title()).toContain('SANDBOX');
    const notice = page.locator('#notice');
    expect(await notice.innerText()).toMatch(/SANDBOX.*Nothing real is deleted/);
    const [first, ...others] = await titles(page);
    expect(first).toBe('DeleteAtNuvion');
    expect(others).toContain('DeleteAtSequence');
    expect(others.filter((title) => title.startsWith('DeleteAt'))).toHaveLength(PROVIDERS.length - 1);
    expect(others.filter((title) => !title.startsWith('DeleteAt'))).toEqual([
      'WhatBecameOfIt',
      'ListAccounts',
      'OtherErrors',
      ...FAULT_NAMES.map(titleOf),
    ]);
    await page.close();
  });

  it.each([1280, 390])(
    'can be read at %i pixels: nothing beside the page, each pane as wide as a line',
    async (width) => {
      const { page } = await open(width);
      await press(page, '__typename');
      const boxes = page.locator('#notice, .graphiql-query-editor, .graphiql-editor-tools, .result-window');
      expect(await boxes.count()).toBe(4);
      for (const box of await boxes.all()) {
        const { x, width: wide } = (await box.boundingBox()) ?? { x: -1, width: 0 };
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + wide).toBeLessThanOrEqual(width);
        expect(wide).toBeGreaterThan(300);
      }
      await page.locator('.result-window').scrollIntoViewIfNeeded();
      await page.close();
    },
  );

  it('has a key for each visitor, the same after a reload, with no tab more; and another when asked for', async () => {
    const { page } = await open();
    const first = await keyOf(page);
    expect(first).toBeDefined();
    const other = (await open()).page;
    expect(await keyOf(other)).not.toBe(first);
    await other.close();

    await select(page, 'Conflict');
    const all = await titles(page);
    const ofTab = await keyOf(page);
    expect(ofTab).not.toBe(first);
    await expect
      .poll(() => page.evaluate(() => sessionStorage.getItem('graphiql:tabState')), { timeout: 5_000 })
      .toContain(`"activeTabIndex":${all.indexOf('Conflict')}`);
    await page.reload();
    await page.waitForSelector('.graphiql-execute-button');
    await expect.poll(() => keyOf(page), { timeout: 10_000 }).toBe(ofTab);
    expect(await titles(page)).toEqual(all);
    await press(page, '"__typename"'); // the credential is still there
    expect(page.url()).toBe(origin);

    await page.click('#anew');
    await expect.poll(() => keyOf(page).catch(() => first), { timeout: 10_000 }).not.toBe(ofTab);
    expect(await keyOf(page)).not.toBe(first);
    expect(await titles(page)).toEqual(all);
    await page.close();
  });

  it('asks what became of the deletion in the first tab, lists accounts, and shows the errors of no account', async () => {
    const { page, errors } = await open();
    await press(page, '__typename');
    const key = await keyOf(page);
    await select(page, 'WhatBecameOfIt');
    expect(await press(page, '"SETTLED"')).toContain(key);
    await select(page, 'ListAccounts');
    await press(page, '"nodes"');
    await select(page, 'OtherErrors');
    const answer = await press(page, 'reused');
    for (const code of ['ACCOUNT_NOT_FOUND', 'INVALID_INPUT', 'IDEMPOTENCY_KEY_REUSED']) expect(answer).toContain(code);
    await select(page, 'DeleteAtSequence');
    await press(page, 'DeleteAccountSuccess');
    expect(errors).toEqual([]);
    await page.close();
  });

  it('of a gateway whose providers are real says nothing of a sandbox, and keeps no credential in the browser', async () => {
    await using gateway = spawnGateway({ LEDGER_URL: 'memory:' });
    const page = await browser.newPage({ viewport: { width: 1280, height: 844 } });
    await page.goto(new URL('/', await gateway.ready).href);
    await page.waitForSelector('.graphiql-execute-button');
    expect(await page.locator('#notice').innerText()).not.toMatch(/sandbox/i);
    expect(await keyOf(page)).toBeDefined();
    await page.getByRole('button', { name: 'Headers' }).click();
    await page.locator('.graphiql-editor-tool .monaco-editor').nth(1).click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText('{ "Authorization": "ApiKey typed-by-hand" }');
    const headers = page.locator('.graphiql-editor-tool .view-lines').nth(1);
    await expect.poll(() => headers.innerText(), { timeout: 5_000 }).toContain('typed-by-hand');
    await expect
      .poll(() => page.evaluate(() => sessionStorage.getItem('graphiql:tabState')), { timeout: 5_000 })
      .toContain('acc_…');
    await page.waitForTimeout(1_000);
    expect(await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))).not.toContain(
      'typed',
    );
    await page.reload();
    await page.waitForSelector('.graphiql-execute-button');
    expect(await titles(page)).toEqual(['DeleteAccount']);
    await page.close();
  });

  describe('in one page, one tab after the other', () => {
    let page: Page;
    beforeAll(async () => {
      page = (await open()).page;
    });

    it.each(FAULT_NAMES)('shows what becomes of %s', async (name) => {
      await select(page, titleOf(name));
      expect(await press(page, SHOWN[name] ?? 'a row in the table above')).toContain('__typename');
    });
  });
});
