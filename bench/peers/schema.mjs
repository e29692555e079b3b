/** The mutation of the gateway, as far as the benchmark selects it: every peer answers the same operation. */
export const typeDefs = `
  enum AccountProvider { SEQUENCE NUVION }
  type Query { ready: Boolean! }
  type Mutation { deleteAccount(input: DeleteAccountInput!): DeleteAccountResult! }
  input DeleteAccountInput { provider: AccountProvider! accountId: ID! idempotencyKey: String }
  union DeleteAccountResult = DeleteAccountSuccess | AccountNotFoundError | UnavailableError
  type DeleteAccountSuccess { accountId: ID! replayed: Boolean! deletion: Deletion! }
  interface Deletion { permanent: Boolean! }
  type PermanentDeletion implements Deletion { permanent: Boolean! }
  interface DeleteAccountError { code: String! message: String! }
  type AccountNotFoundError implements DeleteAccountError { code: String! message: String! }
  type UnavailableError implements DeleteAccountError { code: String! message: String! }
`;

/**
 * The resolver of every peer: one DELETE, its answer read, no ledger.
 *
 * @param send `(url, headers) => Promise<{ status, body }>` by the peer's HTTP client
 * @param headersOf gives the headers of the incoming request, from the context
 */
export function createResolver(send, headersOf) {
  return async (_root, { input }, context) => {
    const { authorization, key } = headersOf(context);
    const { status, body } = await send(`${process.env.UPSTREAM}/accounts/${encodeURIComponent(input.accountId)}`, {
      authorization,
      'idempotency-key': input.idempotencyKey ?? key,
    });
    return toResult(status, body, input.accountId);
  };
}

function toResult(status, body, accountId) {
  const error = body === '' ? undefined : JSON.parse(body).error;
  if (status >= 200 && status <= 299 && error === undefined) {
    const deletion = { __typename: 'PermanentDeletion', permanent: true };
    return { __typename: 'DeleteAccountSuccess', accountId, replayed: false, deletion };
  }
  const message = error?.message ?? `The provider answered ${status}.`;
  return error?.code === 'resource_not_found'
    ? { __typename: 'AccountNotFoundError', code: 'ACCOUNT_NOT_FOUND', message }
    : { __typename: 'UnavailableError', code: 'UNAVAILABLE', message };
}

/** For servers that ask for it: an object names its own type. */
export const typeOf = (value) => value.__typename;
