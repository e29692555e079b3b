import type { FieldValidation } from '../../deletion/outcome.ts';
import type { AccountRules } from '../provider.ts';
import { isObject, type JsonObject, text } from '../shared/answer-parts.ts';
import { boundedValidations } from '../shared/kept-size.ts';
import type { Redact } from '../shared/redact.ts';

/** `{"status": "400", "message": …, "type": "error_{domain}_{condition}", "validations": …}` */
export const ownError: AccountRules['ownError'] = ({ status, json }, redact) => {
  const code = text(json?.type);
  if (json === null || code === null || !code.startsWith('error_')) return null;
  const words = text(json.message);
  return {
    code: redact.message(code),
    notFound: status === 404, // with any of its own errors
    message: words === null ? undefined : redact.message(words),
    validations: readValidations(json.validations, redact),
  };
};

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
