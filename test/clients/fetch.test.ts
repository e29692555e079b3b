import { createFetchTransport } from 'accounts-gateway-client';
import { deleteAccount } from '../../examples/fetch.ts';
import { describeRecipe, describeTransport } from './client-suite.ts';

describeRecipe((url, headers) => ({ delete: (intention) => deleteAccount(url, headers, intention) }));
describeTransport((url, headers) => createFetchTransport({ url, headers: () => headers }));
