/** Nuvion's documented answer to a delete, as text: amounts are digits, not floats. */
export const NUVION_ACCOUNT_ID = '01HJ5G6R7MXW5ZK2QD6YA8N9F3';

export const nuvionAnswer = (amounts: { current?: string; overdraftUsed?: string; limit?: string } = {}): string => `{
  "message": "Account deleted successfully",
  "status": 200,
  "data": {
    "account": {
      "id": "01HJ5G6R7MXW5ZK2QD6YA8N9F3",
      "entity_id": "01HJ5G6R7MXW5ZK2QD6YA8N9F4",
      "balance_id": "01HJ5G6R7MXW5ZK2QD6YA8N9F5",
      "type": "checking",
      "currency": "USD",
      "display_name": "Business Account",
      "meta": {},
      "config": { "is_overdraftable": false, "overdraft_limit": ${amounts.limit ?? '0'} },
      "created": 1693584000000,
      "updated": 1693584000000,
      "deleted": 1693670400000,
      "final_balance": { "current": ${amounts.current ?? '0'}, "overdraft_used": ${amounts.overdraftUsed ?? '0'} },
      "cascade_deletions": {
        "account_details": ["01HJ5G6R7MXW5ZK2QD6YA8N9F6", "01HJ5G6R7MXW5ZK2QD6YA8N9F7"],
        "pinned_accounts": ["01HJ5G6R7MXW5ZK2QD6YA8N9F4:01HJ5G6R7MXW5ZK2QD6YA8N9F3"],
        "counterparties": ["01HJ5G6R7MXW5ZK2QD6YA8N9F8", "01HJ5G6R7MXW5ZK2QD6YA8N9F9"],
        "transactions_affected": 0,
        "pending_transactions_cancelled": 0
      }
    },
    "entity_impact": {
      "entity_id": "01HJ5G6R7MXW5ZK2QD6YA8N9F4",
      "remaining_accounts": 2,
      "default_account_reassigned": "",
      "accounts_of_same_type": 1
    },
    "reversal_info": {
      "can_be_restored": true,
      "restoration_deadline": 1696262400000,
      "restoration_requirements": ["admin_approval"],
      "balance_recovery_possible": true
    }
  }
}`;
