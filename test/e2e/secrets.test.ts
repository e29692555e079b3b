import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { NUVION_ACCOUNT_ID, nuvionAnswer } from '../support/nuvion-answer.ts';
import { BALANCE, CANARY, NUVION_CREDENTIAL, newKey, SEQUENCE_CREDENTIAL } from '../support/secrets.ts';
import { spawnGateway } from '../support/spawn-gateway.ts';
import { answers, cutsOff, hangsUp, type Reply, startUpstream } from '../support/upstream.ts';

/** An answer that says back whatever it was sent, in every place that there is for words. */
const echoes =
  (status: number): Reply =>
  (response, { headers, path }) => {
    const said = `${headers.authorization} ${headers['idempotency-key']} ${path}`;
    const body = {
      error: { code: `unauthorized ${said}`, message: said },
      type: `error_${said}`,
      message: said,
      validations: [{ [said]: { error_type: said, message: said } }],
    };
    response.writeHead(status, { 'content-type': 'application/json', 'x-echo': encodeURIComponent(said) });
    response.end(JSON.stringify(body));
  };

const REPLIES: readonly Reply[] = [
  ...[200, 400, 401, 403, 404, 409, 422, 429, 500].map(echoes),
  answers(200, nuvionAnswer({ current: BALANCE, overdraftUsed: BALANCE, limit: BALANCE })),
  answers(204),
  answers(200, '<html>'),
  cutsOff(200, nuvionAnswer({ current: BALANCE })),
  hangsUp,
];

const QUERY = `mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) {
  __typename ... on DeleteAccountError { message providerCode ... on DeletionRejectedError { validations { field code message } } }
} }`;

it('no credential, key or balance is in anything that the process writes, but for the answers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-secrets-'));
  await using upstream = await startUpstream(answers(500));
  await using gateway = spawnGateway({
    LEDGER_URL: `sqlite:${join(folder, 'ledger.db')}`,
    LEDGER_SECRET: 'a secret of thirty-two characters',
    SEQUENCE_URL: upstream.url,
    NUVION_URL: upstream.url,
    PROVIDER_TIMEOUT_MS: '300',
    DELETE_DEADLINE_MS: '1500',
    LOG_LEVEL: 'trace',
  });
  const url = await gateway.ready;
  const said: string[] = [];
  for (const reply of REPLIES) {
    for (const provider of ['SEQUENCE', 'NUVION']) {
      upstream.reply(reply);
      const input = { provider, accountId: NUVION_ACCOUNT_ID, idempotencyKey: newKey() };
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-sequence-authorization': SEQUENCE_CREDENTIAL,
          'x-nuvion-authorization': NUVION_CREDENTIAL,
        },
        body: JSON.stringify({ query: QUERY, variables: { input } }),
      });
      said.push(await response.text());
    }
  }
  // Requests that are wrong in themselves, with secrets in all the wrong places.
  for (const body of [`{"query":"{ ${CANARY} }"}`, CANARY, `{"query":"{ __typename }","variables":"${CANARY}"}`]) {
    await (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).text();
  }
  const metrics = await (await fetch(new URL('/metrics', url))).text();
  const ledger = readdirSync(folder).map((file) => readFileSync(join(folder, file)).toString('latin1'));
  gateway.process.kill('SIGTERM');
  await gateway.exit;
  rmSync(folder, { recursive: true });

  const written = {
    answers: said.join('\n'),
    output: gateway.output.stdout + gateway.output.stderr,
    metrics,
    ledger: ledger.join('\n'),
  };
  expect(said).toHaveLength(2 * REPLIES.length);
  expect(written.output.match(/"msg":"deletion"/g)).toHaveLength(said.length);
  for (const [place, text] of Object.entries(written)) {
    expect(text.length, place).toBeGreaterThan(1_000);
    for (const secret of [CANARY, BALANCE, 'thirty-two']) expect(text, place).not.toContain(secret);
  }
});
