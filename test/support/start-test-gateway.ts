import { join } from 'node:path';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { pino } from 'pino';
import { loadConfig } from '../../src/config/config.ts';
import { startGateway } from '../../src/gateway.ts';
import { readyMadePage } from '../../src/http/ready-made-page.ts';
import { createLogger } from '../../src/observability/logger.ts';
import { DeleteAccountDocument, type DeleteAccountInput, type DeleteAccountMutation } from '../generated/operations.ts';
import { NUVION_CREDENTIAL, SEQUENCE_CREDENTIAL } from './secrets.ts';

const CREDENTIALS = {
  'X-Sequence-Authorization': SEQUENCE_CREDENTIAL,
  'X-Nuvion-Authorization': NUVION_CREDENTIAL,
};

export type DeletionResult = DeleteAccountMutation['deleteAccount'];

export interface TestGateway extends AsyncDisposable {
  readonly url: string;
  readonly origin: string;
  /** The log lines so far. */
  readonly logs: Record<string, unknown>[];
  /** Sends an operation and gives back its data; a response with `errors` is a failure of the test. */
  send<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    headers?: Record<string, string>,
  ): Promise<Data>;
  /** Deletes an account with the credentials of both providers. */
  delete(input: DeleteAccountInput, headers?: Record<string, string>): Promise<DeletionResult>;
  /** Stops it, as a signal would. */
  stop(): Promise<void>;
}

/** Starts a whole gateway in this process, on a free port. */
export async function startTestGateway(env: NodeJS.ProcessEnv): Promise<TestGateway> {
  const logs: Record<string, unknown>[] = [];
  const file = pino.destination({
    dest: join(process.env.GATEWAY_TEST_LOGS ?? '.', `${process.pid}.log`),
    append: true,
  });
  const destination = {
    write(line: string) {
      file.write(line);
      logs.push(JSON.parse(line));
    },
  };
  const config = loadConfig({ PORT: '0', LEDGER_URL: 'memory:', ...env });
  const gateway = await startGateway(config, createLogger('info', destination), readyMadePage());

  const self: TestGateway = {
    url: gateway.url,
    origin: new URL(gateway.url).origin,
    logs,
    async send(document, variables, headers = CREDENTIALS) {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: print(document), variables }),
      });
      const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data as never;
    },
    async delete(input, headers) {
      return (await self.send(DeleteAccountDocument, { input }, headers)).deleteAccount;
    },
    stop: gateway.stop,
    async [Symbol.asyncDispose]() {
      await gateway.stop();
    },
  };
  return self;
}
