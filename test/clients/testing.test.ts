import {
  AccountDeletionDocument,
  type Answer,
  createFetchTransport,
  type DeleteAccountAnswer,
  DeleteAccountDocument,
  DeleteAccountText,
  ENGLISH,
  textFor,
  textForState,
} from 'accounts-gateway-client';
import { ANSWERS, answerOf, deleteAccountHandlers } from 'accounts-gateway-client/testing';
import {
  type ASTNode,
  buildSchema,
  type DocumentNode,
  execute,
  type GraphQLUnionType,
  parse,
  print,
  validate,
  visit,
} from 'graphql';
import { graphql } from 'msw/graphql';
import { setupServer } from 'msw/node';
import { describe, expect, it } from 'vitest';
import * as generated from '../../client/src/generated.ts';
import { mockGateway } from '../../examples/mock-gateway.ts';
import { readTypeDefs } from '../../src/graphql/schema.ts';

const schema = buildSchema(readTypeDefs(), { assumeValidSDL: true });
const names = (schema.getType('DeleteAccountResult') as GraphQLUnionType).getTypes().map(({ name }) => name);
const INPUT = { provider: 'NUVION', accountId: 'acc_1', idempotencyKey: 'a-key' } as const;
const signal = new AbortController().signal;

describe('the documents', () => {
  it('fit the schema, as syntax tree and as text', () => {
    const parts: Readonly<Record<string, unknown>> = generated;
    for (const [name, value] of Object.entries(parts)) {
      if (!name.endsWith('Text')) continue;
      const document = parts[name.replace(/Text$/, 'Document')] as DocumentNode;
      expect(validate(schema, document)).toEqual([]);
      expect(print(parse(String(value)))).toBe(print(parse(print(document))));
    }
  });

  it.each([DeleteAccountDocument, AccountDeletionDocument, generated.AccountsDocument])(
    'have __typename everywhere',
    (document) => {
      const without: string[] = [];
      visit(document, {
        // The fields of an operation have none, and a refinement of a type has that of the selection around it.
        SelectionSet({ selections }, _key, parent) {
          const { kind } = parent as ASTNode;
          if (kind === 'OperationDefinition' || kind === 'InlineFragment') return;
          const has = selections.some((field) => field.kind === 'Field' && field.name.value === '__typename');
          if (!has) without.push(print(parent as ASTNode));
        },
      });
      expect(without).toEqual([]);
    },
  );
});

describe('the fixtures', () => {
  it('are one for each member of the union', () => {
    expect(Object.keys(ANSWERS).toSorted()).toEqual(names.toSorted());
  });

  it.each(names)('of %s is what the schema lets a gateway answer, with each field that is asked for', async (name) => {
    const answer = ANSWERS[name as keyof typeof ANSWERS];
    const rootValue = { deleteAccount: () => answer };
    const { data, errors } = await execute({
      schema,
      document: parse(DeleteAccountText),
      rootValue,
      variableValues: { input: INPUT },
    });
    expect(errors).toBeUndefined();
    expect(JSON.parse(JSON.stringify(data?.deleteAccount))).toEqual(answer);
  });

  it.each(Object.values(ANSWERS).filter((answer) => 'code' in answer))('of $__typename has its own code', (answer) => {
    const camel = answer.code.toLowerCase().replace(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase());
    expect(answer.__typename).toBe(`${camel}Error`);
  });

  it('take fields of your own', () => {
    expect(answerOf('RateLimitedError', { retryAfterMs: 1 })).toEqual({ ...ANSWERS.RateLimitedError, retryAfterMs: 1 });
  });
});

describe('the handlers, in MSW', () => {
  const url = 'http://gateway.example/graphql';
  const transport = createFetchTransport({ url });

  async function served<T>(options: Parameters<typeof deleteAccountHandlers>[1], act: () => Promise<T>): Promise<T> {
    const server = setupServer(...deleteAccountHandlers(graphql.link(url), options));
    server.listen();
    try {
      return await act();
    } finally {
      server.close();
    }
  }

  it('answer a deletion with a success of the account and the key that were sent', async () => {
    const answer = await served({}, () => transport.send(INPUT, signal));
    expect(answer).toEqual({ ...ANSWERS.DeleteAccountSuccess, ...INPUT });
  });

  it('answer what they are given', async () => {
    const deleteAccount = (): DeleteAccountAnswer => ANSWERS.RateLimitedError;
    const answer = await served({ deleteAccount }, () => transport.send(INPUT, signal));
    expect(answer).toEqual({ ...ANSWERS.RateLimitedError, idempotencyKey: 'a-key' });
    const down = () => new Response('Down.', { status: 503 });
    await expect(served({ deleteAccount: down }, () => transport.send(INPUT, signal))).rejects.toMatchObject({
      response: { status: 503 },
    });
  });

  it('stand in for a gateway, as the documentation has it', async () => {
    const server = mockGateway(url);
    server.listen();
    const answer = await transport.send(INPUT, signal).finally(() => server.close());
    expect(answer.__typename).toBe('DeletionRejectedError');
  });

  it('know of no deletion, or of what they are given', async () => {
    expect(await served({}, () => transport.read(INPUT, signal))).toBeNull();
  });
});

describe('the texts', () => {
  it('are one for each code, which may be replaced one by one', () => {
    for (const answer of Object.values(ANSWERS)) expect(textFor(answer)).not.toBe(ENGLISH.OTHER);
    expect(new Set(Object.values(ANSWERS).map((answer) => textFor(answer))).size).toBe(names.length);
    expect(textFor(null)).toBe(ENGLISH.NO_ANSWER);
    const later = { __typename: 'AccountFrozenError', retry: 'NEVER' };
    expect(textFor({ ...later, code: 'ACCOUNT_FROZEN' })).toBe(ENGLISH.OTHER);
    expect(textFor({ ...later, code: 'constructor' })).toBe(ENGLISH.OTHER);
    // Of what is not final nobody knows that the account was not deleted.
    expect(textFor({ ...later, code: 'APPROVAL_PENDING', retry: 'SAME_KEY' })).toBe(ENGLISH.NO_ANSWER);
    expect(textFor({ __typename: 'DeletionScheduled' })).toBe(ENGLISH.NO_ANSWER);
    // An earlier request of the same key may have been carried out.
    expect(textFor(ANSWERS.UnavailableError)).not.toMatch(/nothing/i);
    const texts = {
      DELETED: 'Das Konto ist gelöscht.',
      RATE_LIMITED: (answer: Answer | null) => `In ${answer?.retryAfterMs} ms`,
    };
    expect(textFor(ANSWERS.DeleteAccountSuccess, texts)).toBe('Das Konto ist gelöscht.');
    expect(textFor(ANSWERS.RateLimitedError, texts)).toBe('In 2000 ms');
    expect(textFor(ANSWERS.ForbiddenError, texts)).toBe(ENGLISH.FORBIDDEN);
  });

  it('say nothing before there is an outcome, and that it is being found out', () => {
    const answer = ANSWERS.OutcomeUnknownError;
    expect(textForState({ status: 'IDLE', answer: null })).toBe('');
    expect(textForState({ status: 'DELETING', answer: null })).toBe('');
    expect(textForState({ status: 'FINDING_OUT', answer })).toBe(ENGLISH.FINDING_OUT);
    expect(textForState({ status: 'FINDING_OUT', answer }, { FINDING_OUT: 'Moment' })).toBe('Moment');
    expect(textForState({ status: 'UNFINISHED', answer })).toBe(ENGLISH.OUTCOME_UNKNOWN);
    expect(textForState({ status: 'UNFINISHED', answer: null })).toBe(ENGLISH.NO_ANSWER);
  });
});
