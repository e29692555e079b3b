/**
 * @generated SignedSource<<bb17067c4cc0655014c75c0ec1e5e702>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ConcreteRequest } from 'relay-runtime';
export type AccountProvider = "NUVION" | "SEQUENCE" | "%future added value";
export type DeleteAccountErrorCode = "ACCOUNT_NOT_FOUND" | "DELETION_IN_PROGRESS" | "DELETION_REJECTED" | "FORBIDDEN" | "IDEMPOTENCY_KEY_REUSED" | "INVALID_INPUT" | "OUTCOME_UNKNOWN" | "RATE_LIMITED" | "UNAUTHORIZED" | "UNAVAILABLE" | "%future added value";
export type RetryAdvice = "NEVER" | "NEW_KEY" | "SAME_KEY" | "%future added value";
export type DeleteAccountInput = {
  accountId: string;
  idempotencyKey?: string | null | undefined;
  provider: AccountProvider;
};
export type relayDeleteAccountMutation$variables = {
  input: DeleteAccountInput;
};
export type relayDeleteAccountMutation$data = {
  readonly deleteAccount: {
    readonly __typename: string;
    readonly code?: DeleteAccountErrorCode;
    readonly deletedAccountId?: string;
    readonly deletion?: {
      readonly __typename: string;
      readonly permanent: boolean;
    };
    readonly message?: string;
    readonly missingAccountId?: string;
    readonly replayed?: boolean;
    readonly retry?: RetryAdvice;
    readonly retryAfterMs?: number | null | undefined;
  };
};
export type relayDeleteAccountMutation = {
  response: relayDeleteAccountMutation$data;
  variables: relayDeleteAccountMutation$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "input"
  }
],
v1 = [
  {
    "kind": "Variable",
    "name": "input",
    "variableName": "input"
  }
],
v2 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "__typename",
  "storageKey": null
},
v3 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "deletedAccountId",
  "storageKey": null
},
v4 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "replayed",
  "storageKey": null
},
v5 = {
  "alias": null,
  "args": null,
  "concreteType": null,
  "kind": "LinkedField",
  "name": "deletion",
  "plural": false,
  "selections": [
    (v2/*:: as any*/),
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "permanent",
      "storageKey": null
    }
  ],
  "storageKey": null
},
v6 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "missingAccountId",
  "storageKey": null
},
v7 = {
  "kind": "InlineFragment",
  "selections": [
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "code",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "message",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "retry",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "retryAfterMs",
      "storageKey": null
    }
  ],
  "type": "DeleteAccountError",
  "abstractKey": "__isDeleteAccountError"
};
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": null,
    "name": "relayDeleteAccountMutation",
    "selections": [
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "concreteType": null,
        "kind": "LinkedField",
        "name": "deleteAccount",
        "plural": false,
        "selections": [
          (v2/*:: as any*/),
          {
            "kind": "InlineFragment",
            "selections": [
              (v3/*:: as any*/),
              (v4/*:: as any*/),
              (v5/*:: as any*/)
            ],
            "type": "DeleteAccountSuccess",
            "abstractKey": null
          },
          {
            "kind": "InlineFragment",
            "selections": [
              (v6/*:: as any*/)
            ],
            "type": "AccountNotFoundError",
            "abstractKey": null
          },
          (v7/*:: as any*/)
        ],
        "storageKey": null
      }
    ],
    "type": "Mutation",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "relayDeleteAccountMutation",
    "selections": [
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "concreteType": null,
        "kind": "LinkedField",
        "name": "deleteAccount",
        "plural": false,
        "selections": [
          (v2/*:: as any*/),
          {
            "kind": "InlineFragment",
            "selections": [
              (v3/*:: as any*/),
              {
                "alias": null,
                "args": null,
                "filters": null,
                "handle": "deleteRecord",
                "key": "",
                "kind": "ScalarHandle",
                "name": "deletedAccountId"
              },
              (v4/*:: as any*/),
              (v5/*:: as any*/)
            ],
            "type": "DeleteAccountSuccess",
            "abstractKey": null
          },
          {
            "kind": "InlineFragment",
            "selections": [
              (v6/*:: as any*/),
              {
                "alias": null,
                "args": null,
                "filters": null,
                "handle": "deleteRecord",
                "key": "",
                "kind": "ScalarHandle",
                "name": "missingAccountId"
              }
            ],
            "type": "AccountNotFoundError",
            "abstractKey": null
          },
          (v7/*:: as any*/)
        ],
        "storageKey": null
      }
    ]
  },
  "params": {
    "cacheID": "96d313ba8623c14051d25dfd69ef0bc8",
    "id": null,
    "metadata": {},
    "name": "relayDeleteAccountMutation",
    "operationKind": "mutation",
    "text": "mutation relayDeleteAccountMutation(\n  $input: DeleteAccountInput!\n) {\n  deleteAccount(input: $input) {\n    __typename\n    ... on DeleteAccountSuccess {\n      deletedAccountId\n      replayed\n      deletion {\n        __typename\n        permanent\n      }\n    }\n    ... on AccountNotFoundError {\n      missingAccountId\n    }\n    ... on DeleteAccountError {\n      __isDeleteAccountError: __typename\n      code\n      message\n      retry\n      retryAfterMs\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "5828f69f2e8b151962e37d3a0f8728f5";

export default node;
