import { alwaysTrue, remove, replace } from './change.ts';
import type { Mutant } from './mutants.ts';

const AT_TOKEN = ['test/integration/token-access.test.ts'];
const AT_KEYS = ['test/unit/token-keys.test.ts'];

/** Mistakes about who may do what. */
export const accessMutants: readonly Mutant[] = [
  {
    id: 'shared-secret-algorithms',
    breaks: 'tokens are signed with asymmetric keys only',
    change: replace(
      'createTokenAccess.verify',
      'ALGORITHMS',
      "[...ALGORITHMS.filter((name) => name !== 'ES256'), 'HS256']",
    ),
    tests: AT_TOKEN,
  },
  {
    id: 'any-issuer',
    breaks: 'a token is verified against AUTH_ISSUER',
    change: remove('createTokenAccess.verify', 'issuer'),
    tests: AT_TOKEN,
  },
  {
    id: 'any-audience',
    breaks: 'a token is verified against AUTH_AUDIENCE',
    change: remove('createTokenAccess.verify', 'audience'),
    tests: AT_TOKEN,
  },
  {
    id: 'endless-token',
    breaks: 'a token has an end',
    change: remove('createTokenAccess.verify', "'exp'"),
    tests: AT_TOKEN,
  },
  {
    id: 'token-without-a-subject',
    breaks: 'a token without a subject is refused',
    change: replace('createTokenAccess.verify', 'isSubject(sub)', 'sub !== undefined'),
    tests: AT_TOKEN,
  },
  {
    id: 'scope-not-asked',
    breaks: '`scope` must hold accounts:delete for the mutation',
    change: replace('createTokenAccess.open', 'hasScope(token.claims, scope)', 'scope !== undefined'),
    tests: AT_TOKEN,
  },
  {
    id: 'scope-by-prefix',
    breaks: '`scope` is a list of words',
    change: replace('hasScope', "scope.split(' ').includes", 'scope.includes'),
    tests: AT_TOKEN,
  },
  {
    id: 'scp-beats-scope',
    breaks: '`scp` counts only where there is no `scope`',
    change: replace(
      'hasScope',
      "claims.scope ?? (Array.isArray(scp) ? scp.join(' ') : scp)",
      "(Array.isArray(scp) ? scp.join(' ') : scp) ?? claims.scope",
    ),
    tests: AT_TOKEN,
  },
  {
    id: 'scp-as-words-alone',
    breaks: '`scp` may be an array of words',
    change: replace('hasScope', "Array.isArray(scp) ? scp.join(' ') : scp", 'scp'),
    tests: AT_TOKEN,
  },
  {
    id: 'accounts-claim-not-asked',
    breaks: 'the claim `accounts` narrows what a token allows',
    change: alwaysTrue('createTokenAccess.open', 'accountId === null || …'),
    tests: AT_TOKEN,
  },
  {
    id: 'accounts-claim-malformed',
    breaks: 'a claim that cannot be understood allows nothing',
    change: replace('createTokenAccess.covers', 'accounts === undefined', '!Array.isArray(accounts)'),
    tests: AT_TOKEN,
  },
  {
    id: 'key-shared-upstream',
    breaks: 'the key sent upstream is derived from the caller, too',
    change: remove('createTokenAccess.upstreamKey', '...caller'),
    tests: AT_TOKEN,
  },
  {
    id: 'key-shared-by-accounts-upstream',
    breaks: 'the key sent upstream is derived from the account, too',
    change: remove('createTokenAccess.upstreamKey', 'accountId'),
    tests: AT_TOKEN,
  },
  {
    id: 'any-type-of-token',
    breaks: 'a token that says that it is of another type is refused',
    change: remove('createTokenAccess.verify', "if (!isType(protectedHeader.typ)) return refused('TYPE', 'typ')"),
    tests: AT_TOKEN,
  },
  {
    id: 'bound-token-believed',
    breaks: 'a token bound to a key that was not shown is refused',
    change: remove('createTokenAccess.verify', "if ('cnf' in payload) return refused('BOUND_TO_A_KEY', 'cnf')"),
    tests: AT_TOKEN,
  },
  {
    id: 'token-keys-for-good',
    breaks: 'keys are used for 24 h when newer ones cannot be had, and no longer',
    change: alwaysTrue('createTokenKeys.current', 'now() - held.since < KEPT_MS'),
    tests: AT_KEYS,
  },
  {
    id: 'junk-tokens-fetch-keys',
    breaks: 'a flood of unknown key ids costs one fetch in 30 s',
    change: remove('createTokenKeys.find', 'if (pending === null && now() - beganAt < COOLDOWN_MS) throw fault'),
    tests: AT_KEYS,
  },
  {
    id: 'endless-set-of-keys',
    breaks: 'an answer of more than 1 MB is no set of keys',
    change: replace('fetchKeySet', 'maxBodyBytes: MAX_BYTES', 'maxBodyBytes: 1e9'),
    tests: AT_KEYS,
  },
  {
    id: 'token-keys-past-the-proxy',
    breaks: 'the proxy variables hold for the keys of tokens',
    change: replace('startGateway.readOnce', 'proxiesOf(config)', '{}'),
    tests: ['test/contract/proxy.test.ts'],
  },
  {
    id: 'token-keys-from-elsewhere',
    breaks: 'a redirect of the key server is not followed',
    change: replace('readOnce', 'followRedirect: false', 'followRedirect: true'),
    tests: AT_KEYS,
  },
  {
    id: 'ready-without-token-keys',
    breaks: 'until the keys of tokens are there it is not ready',
    change: replace(
      'startGateway',
      'createReadiness(ledger, access.unreadiness)',
      'createReadiness(ledger, () => null)',
    ),
    tests: AT_TOKEN,
  },
  {
    id: 'caller-is-the-token',
    breaks: 'a refreshed token is the same caller',
    change: replace(
      'createTokenAccess.grant',
      'callerOfSubject(issuer, sub)',
      'callerOfSubject(issuer, `${sub}${Math.random()}`)',
    ),
    tests: AT_TOKEN,
  },
  {
    id: 'token-forwarded',
    breaks: 'a token is never forwarded',
    change: replace('createTokenAccess.open', 'forProvider(provider)', 'forProvider(provider) ?? authorization'),
    tests: AT_TOKEN,
  },
  {
    id: 'own-credential-without-a-token',
    breaks: 'callers prove who they are before the gateway uses its own credential',
    change: replace('createTokenAccess.open', 'return token', "return grant(provider, credential, { sub: 'anybody' })"),
    tests: AT_TOKEN,
  },
  {
    id: 'reads-outside-the-claim',
    breaks: 'the claim `accounts` narrows what is read',
    change: replace(
      'createAccountReads.askProvider',
      "authorize(provider, 'accounts:read', accountId)",
      "authorize(provider, 'accounts:read', null)",
    ),
    tests: AT_TOKEN,
  },
  {
    id: 'lists-outside-the-claim',
    breaks: 'the claim `accounts` narrows what is listed',
    change: replace('createAccountReads', 'all.filter(({ accountId }) => covers(accountId))', 'all'),
    tests: AT_TOKEN,
  },
  {
    id: 'deletions-outside-the-claim',
    breaks: 'the claim `accounts` narrows which deletions are shown',
    change: replace(
      'createAccountDeletionResolver',
      "authorize(provider, 'accounts:read', accountId)",
      "authorize(provider, 'accounts:read', null)",
    ),
    tests: [...AT_TOKEN, 'test/integration/account-deletion.test.ts'],
  },
];
