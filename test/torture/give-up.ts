import { setTimeout as sleep } from 'node:timers/promises';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { runDeletions } from '../support/run-deletions.ts';
import { CANARY } from '../support/secrets.ts';
import { answers, startUpstream } from '../support/upstream.ts';
import { checkBooks } from './check-books.ts';
import { find, type Intention, intend, tryOnce } from './client.ts';
import { startFleet } from './fleet.ts';
import { type BookedProvider, MISSING, STUBBORN, type TorturedProvider } from './provider.ts';
import { createRandom } from './random.ts';
import type { TortureOptions, TortureReport } from './run-torture.ts';
import { eachOf, startOutages, startProviders, TIMES } from './surroundings.ts';

const AUTH = { AUTH_ISSUER: 'https://issuer.example/', AUTH_AUDIENCE: 'accounts-gateway' };
const OWN = { SEQUENCE_API_KEY: `${CANARY}-own-sequence`, NUVION_API_KEY: `${CANARY}-own-nuvion` };

/** With short pauses and the real pace. */
export const EAGER = 'test/support/eager-main.ts';

/** How long a gateway looks at providers that still fail, in milliseconds. */
const FAULTS_GO_ON_MS = 2_000;
/** The longest pauses that it can have come to by then, and the death of the last one that looked; in milliseconds. */
const SLACK_MS = 45_000;
/** How often an operator asks what is still unknown, in milliseconds. */
const LOOKS_EVERY_MS = 1_000;

/**
 * The torture, and every client gives up: it asks once, and never hears or uses what became of it. The gateways have the
 * credentials themselves, and find it out. Then nothing is unknown that a read could settle, and no delete was sent that no
 * client has asked for.
 */
export async function runGivingUp(options: TortureOptions): Promise<TortureReport> {
  const { ledger, deletions, seed, processes = 3, clients = 48, faultRate = 0.95 } = options;
  const random = createRandom(seed);
  const startedAt = performance.now();
  const keys = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256' };
  const jwks = await startUpstream(answers(200, { keys: [jwk] }));
  const authorization = `Bearer ${await new SignJWT({ scope: 'accounts:delete accounts:read' })
    .setProtectedHeader({ alg: 'ES256', kid: 'one' })
    .setSubject('alice')
    .setIssuer(AUTH.AUTH_ISSUER)
    .setAudience(AUTH.AUTH_AUDIENCE)
    .setExpirationTime('2h')
    .sign(keys.privateKey)}`;
  const books = await startProviders(ledger, random, faultRate);
  const urls = { SEQUENCE_URL: books.SEQUENCE.url, NUVION_URL: books.NUVION.url };
  const env = { ...ledger.env, ...TIMES, ...AUTH, ...OWN, ...urls, AUTH_JWKS_URL: jwks.url, LANDING_PAGE: 'false' };
  const fleet = await startFleet(processes, env, random, EAGER);

  try {
    const intentions = Array.from({ length: deletions }, (_, n) => {
      const accountId = `${random.pick(['', '', '', '', MISSING, STUBBORN])}acc-${n}`;
      return intend(random.pick(['SEQUENCE', 'NUVION']), accountId, { authorization });
    });
    const outages = startOutages(ledger, random);
    await eachOf(intentions, clients, async (intention) => {
      await tryOnce(intention, fleet.anyUrl, random);
    });
    await sleep(FAULTS_GO_ON_MS);
    const outageCount = await outages.end();
    for (const { heal } of Object.values(books)) heal();
    const healedAt = performance.now();

    // Processes still die. Whoever looks does so once a second and provider.
    const giveUpAt = healedAt + 2 * (SLACK_MS + (deletions * 1_250) / 2 / processes);
    const settleable = async () => (await unknownNow(env)).filter(canBeSettled(books)).length;
    const lost = (await unknownNow(env)).length;
    while ((await settleable()) > 0 && performance.now() < giveUpAt) await sleep(LOOKS_EVERY_MS);
    const looking = seconds(performance.now() - healedAt);
    await fleet.calm();
    while ((await settleable()) > 0 && performance.now() < giveUpAt) await sleep(LOOKS_EVERY_MS); // the last one may have died with its look

    const problems: string[] = [];
    const ended = { unknown: 0, settled: 0, released: 0 };
    await eachOf(intentions, clients, async (intention) => {
      const { provider, accountId, requestIds } = intention;
      const entry = books[provider].entry(accountId);
      const found = await find(intention, fleet.anyUrl());
      if (found?.answer != null) intention.answers.push(found.answer);
      ended[found === null ? 'released' : found.answer === null ? 'unknown' : 'settled'] += 1;
      const name = `${provider} ${accountId}`;
      const mayBeUnknown = found?.status === 'UNKNOWN' || found === null;
      if (found?.status === 'RUNNING') problems.push(`${name}: nobody can be running it`);
      if (mayBeUnknown && entry.effects.length > 0) problems.push(`${name}: gone, and nobody was going to find out`);
      if (found?.status === 'UNKNOWN' && accountId.startsWith(MISSING))
        problems.push(`${name}: a read could settle it`);
      const strays = entry.requests.filter(({ requestId }) => !requestIds.has(requestId));
      if (strays.length > 0) problems.push(`${name}: ${strays.length} deletes that no client has asked for`);
      problems.push(...checkBooks(intention, entry, ledger, { sentKey: entry.requests[0]?.key, mayBeUnknown }));
    });
    const sent = intentions.reduce((sum, i) => sum + books[i.provider].entry(i.accountId).requests.length, 0);
    return {
      problems,
      summary:
        `all clients give up, on ${ledger.name}, seed ${seed}: ${deletions} deletions, ${sent} delete requests, ` +
        `${lost} unknown when the providers worked again; after ${looking} s of looking ${ended.settled} settled, ` +
        `${ended.unknown} unknown whose account is still there, ${ended.released} never executed; ` +
        `${fleet.kills} kills, ${fleet.freezes} freezes, ${outageCount} ledger outages, ${problems.length} problems; ` +
        `${seconds(performance.now() - startedAt)} s in all`,
    };
  } finally {
    await fleet.close();
    await Promise.all([books.SEQUENCE.close(), books.NUVION.close(), jwks[Symbol.asyncDispose]()]);
  }
}

interface Unknown extends Pick<Intention, 'provider' | 'accountId'> {
  readonly status: string;
}

/** What is not settled, as an operator sees it. */
async function unknownNow(env: NodeJS.ProcessEnv): Promise<readonly Unknown[]> {
  const { code, stdout, stderr } = await runDeletions(env, ['list', '--json']);
  if (code !== 0) throw new Error(`deletions list: ${code} ${stderr}`);
  return (JSON.parse(stdout) as Unknown[]).filter(({ status }) => status !== 'settled');
}

/** What runs will be unknown, or settled, when its owner is dead for long enough. */
const canBeSettled =
  (books: Readonly<Record<TorturedProvider, BookedProvider>>) =>
  ({ provider, accountId, status }: Unknown): boolean =>
    status === 'running' || accountId.startsWith(MISSING) || books[provider].entry(accountId).effects.length > 0;

const seconds = (ms: number): string => (ms / 1_000).toFixed(0);
