import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: 'schema/*.graphql',
  generates: {
    'src/graphql/generated.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        federation: true,
        contextType: './context.ts#RequestContext',
        mappers: {
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
  },
};

export default config;
