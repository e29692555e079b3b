import { createClient, deleteAccount } from '../../examples/client-preset.ts';
import { describeRecipe } from './client-suite.ts';

describeRecipe((url, headers) => {
  const client = createClient(url, headers);
  return { delete: (intention) => deleteAccount(client, intention) };
});
