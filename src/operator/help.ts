import { API_KEY_SETTINGS } from '../config/provider-settings.ts';

/** What `--help` prints. Each line that begins with `deletions` is an example that can be pasted. */
export const HELP = `Lists deletions in the ledger of LEDGER_URL, and ends those whose outcome is unknown, beside running gateways.

  deletions list [--status unknown|running|settled] [--account PROVIDER:ID] [--older-than 1h] [--json]
  deletions show ID [--json]
  deletions recover [ID] [--yes]
  deletions resolve ID --gone|--not-executed --reason TEXT [--yes]
  deletions caller [--issuer ISSUER --subject SUBJECT] [--json]

It is \`npm run --silent deletions -- …\` in a checkout and \`deletions …\` in the image, and reads the same environment as
the gateway. An ID is as list prints it, or the \`key\` of a log line. Without --yes, recover and resolve ask on a terminal,
and elsewhere only say what they would do.

list     Deletions, the oldest first. AGE counts from the first use of the key.
           deletions list --status unknown --older-than 1h
           deletions list --account NUVION:acc_checking --json
show     The whole record of one deletion.
           deletions show SEQUENCE:Xq3TgB0y_k
recover  Reads the account of an unknown deletion at its provider, with ${API_KEY_SETTINGS.join(' or ')}, and settles
         the deletion when the account is gone. Sends no delete. Without an ID: all that were sent with this key.
           deletions recover
           deletions recover SEQUENCE:Xq3TgB0y_k --yes
resolve  Ends an unknown deletion by hand, when the account cannot be read. Gone: a retry gets the answer that the account
         is deleted. Not executed: the key is free, and the next request with it deletes the account.
           deletions resolve SEQUENCE:Xq3TgB0y_k --gone --reason 'support ticket 1234 says deleted'
           deletions resolve SEQUENCE:Xq3TgB0y_k --not-executed --reason 'ticket 1234: never arrived'
caller   The \`caller\` of log lines, for a subject or for the credential on standard input.
           deletions caller --issuer https://id.example/ --subject alice
           deletions caller < credential.txt

Exit codes: 0 done, 1 failed, 2 wrong usage.
`;
