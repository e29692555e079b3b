import type { FieldValidation } from '../../deletion/outcome.ts';
import type { Provider, Sighting } from '../../deletion/provider.ts';
import { numberOf } from '../../json/lossless-json.ts';
import type { HttpClient } from '../http/http-client.ts';
import { isObject, type JsonObject, objectIn, text } from '../shared/answer-parts.ts';
import { accountRequest, type Dialect, exchangeDelete, unreadable } from '../shared/exchange.ts';
import { boundedDeletion, boundedValidations } from '../shared/kept-size.ts';
import { createRedact, type Redact } from '../shared/redact.ts';
import { softDeletion } from './details.ts';

/** The account object of an answer: `data.account`. */
export const accountIn = (json: JsonObject): JsonObject | null =>
  isObject(json.data) && isObject(json.data.account) ? json.data.account : null;

export const nuvionDialect: Dialect = {
  rejections: [400, 409, 422],

  /** It documents none. One that is there may be of anything on the way. */
  requestIdOf: () => null,

  /** The account that was asked for, or a plain `status` 200 where no account is named. */
  confirmation(_body, json, accountId, redact) {
    if (json === null) return null;
    const id = accountIn(json)?.id ?? '';
    const confirmed = id === '' ? numberOf(json.status) === 200 : id === accountId;
    return confirmed ? softDeletion(json, accountId, redact) : null;
  },

  /** `{"status": "400", "message": …, "type": "error_{domain}_{condition}", "validations": …}` */
  ownError({ type, message, validations }, redact) {
    const code = text(type);
    if (code === null || !code.startsWith('error_')) return null;
    const words = text(message);
    return {
      code: redact.message(code),
      notFound: true, // which of its errors it is does not matter on a 404
      message: words === null ? undefined : redact.message(words),
      validations: readValidations(validations, redact),
    };
  },
};

/** More of them help nobody. */
const MAX_VALIDATIONS = 100;

/** `[{"field": {"error_type": …, "message": …}}, …]` */
function readValidations(validations: unknown, redact: Redact): FieldValidation[] {
  const cut = (value: unknown) => {
    const words = text(value);
    return words === null ? null : redact.message(words);
  };
  const fields = (Array.isArray(validations) ? validations : [])
    .filter(isObject)
    .flatMap((validation) => Object.entries(validation))
    .filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
  return boundedValidations(
    fields.slice(0, MAX_VALIDATIONS).map(([field, said]) => ({
      field: redact.message(field),
      code: cut(said.error_type),
      message: cut(said.message),
    })),
  );
}

/** No time of deletion, in all the ways that one is left out. */
const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || numberOf(value) === 0;

/** Nuvion: soft deletions, duplicates not known: it is asked whether the account is gone. */
export function createNuvion(client: HttpClient): Provider {
  return {
    name: 'NUVION',
    resendsForMs: 0,
    forgetsAfterMs: 0,
    untoldDeletion: softDeletion({}, ''),

    delete: (call) => exchangeDelete(client, nuvionDialect, call),

    async readBack(call): Promise<Sighting> {
      const result = await client.get(accountRequest(call));
      const json = result.kind === 'answer' ? objectIn(result.body) : null;
      if (result.kind !== 'answer' || json === null) return unreadable(result);
      const redact = createRedact(call.credential, '', result.body);
      const error = nuvionDialect.ownError(json, redact);
      if (result.status === 404 && error !== null) return { kind: 'absent' };

      const account = accountIn(json);
      if (result.status !== 200 || account?.id !== call.accountId) {
        return unreadable(result, error?.code);
      }
      if (isNothing(account.deleted)) return { kind: 'present' };
      // Something else than a time may well say that it is gone: that proves neither.
      if ((numberOf(account.deleted) ?? 0) <= 0) return { kind: 'unreadable' };
      // The words of this answer are about the reading, not about the deletion.
      return { kind: 'deleted', deletion: boundedDeletion(redact.data(softDeletion(json, call.accountId))) };
    },
  };
}
