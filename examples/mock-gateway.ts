import { ANSWERS, deleteAccountHandlers } from 'accounts-gateway-client/testing';
import { graphql } from 'msw/graphql';
import { setupServer } from 'msw/node';

/** Stands in for the gateway in a test: rejects every deletion. */
export const mockGateway = (url: string) =>
  setupServer(...deleteAccountHandlers(graphql.link(url), { deleteAccount: () => ANSWERS.DeletionRejectedError }));
