import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: 'schema/*.graphql',
  generates: {
    // The API alone, without federation's names: what clients' tools read.
    'schema.graphql': { plugins: ['src/graphql/print-api.ts'] },
    'src/graphql/generated.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        federation: true,
        contextType: './context.ts#RequestContext',
        mappers: {
          Account: '../accounts/account.ts#Account as AccountModel',
          PermanentDeletion: '../deletion/deletion.ts#PermanentDeletion as PermanentDeletionModel',
          SoftDeletion: '../deletion/deletion.ts#SoftDeletion as SoftDeletionModel',
        },
        // A member of a union or interface without its __typename does not compile.
        resolversNonOptionalTypename: { unionMember: true, interfaceImplementingType: true },
        immutableTypes: true,
        enumsAsTypes: true,
        useTypeImports: true,
        scalars: {
          ID: 'string',
          DateTime: 'string',
          Decimal: 'string',
          JSONObject: 'Record<string, unknown>',
        },
      },
    },
    'test/generated/operations.ts': {
      documents: 'test/operations/*.graphql',
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        federation: true,
        enumsAsTypes: true,
        useTypeImports: true,
        immutableTypes: true,
        scalars: {
          ID: 'string',
          DateTime: 'string',
          Decimal: 'string',
          JSONObject: 'Record<string, unknown>',
        },
      },
    },
    'client/src/generated.ts': {
      documents: 'client/documents/*.graphql',
      plugins: ['typescript-operations', 'typed-document-node', './client/codegen-plugin.ts'],
      config: {
        federation: true,
        enumsAsTypes: true,
        useTypeImports: true,
        immutableTypes: true,
        inlineFragmentTypes: 'combine',
        documentNodeImport: './typed-document.ts#TypedDocumentNode',
        scalars: { ID: 'string', DateTime: 'string', Decimal: 'string', JSONObject: 'Record<string, unknown>' },
      },
    },
    // What the recipe for codegen users is compiled to (docs/clients.md).
    'examples/generated/preset/': {
      preset: 'client',
      documents: 'examples/client-preset.ts',
      presetConfig: { fragmentMasking: { unmaskFunctionName: 'unmask' } },
      config: {
        federation: true,
        enumsAsTypes: true,
        useTypeImports: true,
        importExtension: '.ts',
        scalars: { ID: 'string', DateTime: 'string', Decimal: 'string', JSONObject: 'Record<string, unknown>' },
      },
    },
  },
};

export default config;
