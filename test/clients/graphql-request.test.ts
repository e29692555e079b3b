import { describeRecipe } from './client-suite.ts';
import { createClient, deleteAccount } from './graphql-request.ts';

describeRecipe((url, headers) => {
  const client = createClient(url, headers);
  return { delete: (intention) => deleteAccount(client, intention) };
});
