import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAULT_NAMES, faultyAccountId } from '../../src/providers/shared/simulation/faults.ts';
import { type SpawnedGateway, spawnGateway } from '../support/spawn-gateway.ts';

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (BROWSER === undefined) console.warn('\n*** No Chromium here: the tests of the landing page are LEFT OUT. ***\n');

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
  async function open(): Promise<{ page: Page; elsewhere: string[]; errors: string[] }> {
    const page = await browser.newPage();
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
    await expect.poll(() => answer.innerText(), { timeout: 20_000 }).toContain(expected);
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

  it.each(FAULT_NAMES.map((name) => [name, faultyAccountId(name)] as const))(
    'shows what becomes of %s',
    async (name, accountId) => {
      const { page } = await open();
      const input = { provider: 'NUVION', accountId, idempotencyKey: crypto.randomUUID() };
      await page.locator('.graphiql-editor-tool .monaco-editor').first().click();
      await page.keyboard.press('Control+A');
      await page.keyboard.press('Delete');
      await page.keyboard.insertText(JSON.stringify({ input }));
      expect(await press(page, SHOWN[name] ?? 'a row in the table above')).toContain('__typename');
      await page.close();
    },
  );
});
