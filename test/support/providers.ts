import type { AccountSource } from '../../src/accounts/account-source.ts';
import type { Provider } from '../../src/deletion/provider-port.ts';
import type { HttpClient } from '../../src/providers/http/http-client.ts';
import { nuvion } from '../../src/providers/nuvion/index.ts';
import { sequence } from '../../src/providers/sequence/index.ts';
import { createAccountReader } from '../../src/providers/shared/account-reader.ts';
import { createProvider } from '../../src/providers/shared/exchange.ts';

export const createSequence = (client: HttpClient): Provider => createProvider(client, sequence);
export const createNuvion = (client: HttpClient): Provider => createProvider(client, nuvion);
export const createNuvionAccounts = (client: HttpClient): AccountSource => createAccountReader(client, nuvion);
