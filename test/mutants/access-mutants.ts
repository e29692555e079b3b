import type { Mutant } from './mutants.ts';

const CALLER = 'src/access/caller-access.ts';
const TOKEN = 'src/access/token-access.ts';
const DELETE = 'src/graphql/resolvers/Mutation/deleteAccount.ts';
const READS = 'src/accounts/account-reads.ts';

const AT_TOKEN = ['test/integration/token-access.test.ts'];

/** Mistakes about who may do what (the contract, sections 3 and 7). */
export const accessMutants: readonly Mutant[] = [
  {
    id: 'scheme-told-by-case',
    breaks: 'a credential is told apart by its scheme in any case',
    file: CALLER,
    find: '`${scheme.toLowerCase()} ${rest}`',
    replace: '`${scheme} ${rest}`',
    tests: ['test/unit/caller-access.test.ts'],
  },
  {
    id: 'shared-secret-algorithms',
    breaks: 'tokens are signed with asymmetric keys only',
    file: TOKEN,
    find: 'algorithms: ALGORITHMS,',
    replace: "algorithms: [...ALGORITHMS.filter((name) => name !== 'ES256'), 'HS256'],",
    tests: AT_TOKEN,
  },
  {
    id: 'any-issuer',
    breaks: 'a token is verified against AUTH_ISSUER',
    file: TOKEN,
    find: '        issuer,\n        audience,',
    replace: '        audience,',
    tests: AT_TOKEN,
  },
  {
    id: 'any-audience',
    breaks: 'a token is verified against AUTH_AUDIENCE',
    file: TOKEN,
    find: '        issuer,\n        audience,',
    replace: '        issuer,',
    tests: AT_TOKEN,
  },
  {
    id: 'endless-token',
    breaks: 'a token has an end',
    file: TOKEN,
    find: "requiredClaims: ['exp', 'sub'],",
    replace: "requiredClaims: ['sub'],",
    tests: AT_TOKEN,
  },
  {
    id: 'token-without-a-subject',
    breaks: 'a token without a subject is refused',
    file: TOKEN,
    find: "payload.sub === '' ? UNPROVEN : ",
    replace: '',
    tests: AT_TOKEN,
  },
  {
    id: 'scope-not-asked',
    breaks: '`scope` must hold accounts:delete for the mutation',
    file: TOKEN,
    find: 'hasScope(token.claims, scope) ? grant(',
    replace: 'scope !== undefined ? grant(',
    tests: AT_TOKEN,
  },
  {
    id: 'scope-by-prefix',
    breaks: '`scope` is a list of words',
    file: TOKEN,
    find: "scope.split(' ').includes(wanted)",
    replace: 'scope.includes(wanted)',
    tests: AT_TOKEN,
  },
  {
    id: 'accounts-claim-not-asked',
    breaks: 'the claim `accounts` narrows what a token allows',
    file: DELETE,
    find: '!leave.covers(accountId)',
    replace: 'false',
    tests: AT_TOKEN,
  },
  {
    id: 'accounts-claim-malformed',
    breaks: 'a claim that cannot be understood allows nothing',
    file: TOKEN,
    find: 'accounts === undefined || (Array.isArray(accounts) && ',
    replace: '!Array.isArray(accounts) || (',
    tests: AT_TOKEN,
  },
  {
    id: 'key-shared-upstream',
    breaks: 'the key sent upstream is derived from caller and key',
    file: TOKEN,
    find: '...caller, key]',
    replace: 'key]',
    tests: AT_TOKEN,
  },
  {
    id: 'caller-is-the-token',
    breaks: 'a refreshed token is the same caller',
    file: TOKEN,
    find: "const caller = ['subject', issuer, sub];",
    replace: "const caller = ['subject', issuer, sub, String(Math.random())];",
    tests: AT_TOKEN,
  },
  {
    id: 'token-forwarded',
    breaks: 'a token is never forwarded',
    file: TOKEN,
    find: 'grantOf(forProvider[provider])',
    replace: 'grantOf(forProvider[provider] ?? authorization)',
    tests: AT_TOKEN,
  },
  {
    id: 'own-credential-without-a-token',
    breaks: 'callers prove who they are before the gateway uses its own credential',
    file: TOKEN,
    find: "if (token.kind === 'denied') return token;",
    replace: "if (token.kind === 'denied') return grant(provider, credential, { sub: 'anybody' });",
    tests: AT_TOKEN,
  },
  {
    id: 'reads-outside-the-claim',
    breaks: 'the claim `accounts` narrows what is read',
    file: READS,
    find: 'if (accountId !== null && !leave.covers(accountId)) return NOT_COVERED;',
    replace: '',
    tests: AT_TOKEN,
  },
  {
    id: 'lists-outside-the-claim',
    breaks: 'the claim `accounts` narrows what is listed',
    file: READS,
    find: 'all.filter(({ accountId }) => covers(accountId))',
    replace: 'all',
    tests: AT_TOKEN,
  },
];
