import { BALANCE } from './secrets.ts';

/** What both providers document of a read, field for field; amounts as text, because digits count. */
export const nuvionAccountText = (id: string, more = ''): string => `{
  "id": ${JSON.stringify(id)},
  "entity_id": "01HJ5G6R7MXW5ZK2QD6YA8N9F4",
  "balance_id": "01HJ5G6R7MXW5ZK2QD6YA8N9F5",
  "type": "checking",
  "currency": "USD",
  "display_name": "Business Account",
  "meta": { "limit": ${BALANCE} },
  "config": { "is_overdraftable": true, "overdraft_limit": 500.00 },
  "created": 1693584000000,
  "updated": 1693584000001,
  "balance": { "overdraft_used": 0, "current": ${BALANCE}, "available": 950.250 }${more}
}`;

export const nuvionFetched = (account: string): string => `{
  "message": "Account retrieved successfully",
  "status": 200,
  "data": {
    "account": ${account},
    "entity": {
      "id": "01HJ5G6R7MXW5ZK2QD6YA8N9F4", "name": "Acme", "type": "business", "verification_status": "verified"
    },
    "account_details": [{
      "id": "det_1", "entity_id": "01HJ5G6R7MXW5ZK2QD6YA8N9F4", "account_id": "acc_1",
      "account_number": "1234567890", "routing_number": "987654321", "description": "Primary",
      "issuer": { "name": "Example Bank", "code": "EXBNK", "address": "1 Street", "meta": { "a": 1 } },
      "config": {
        "outflow_enabled": true, "inflow_enabled": false,
        "outflow_allowed_counterparties": ["cpt_1"], "inflow_allowed_counterparties": []
      },
      "status": "active", "created": 1693584000000, "updated": 1693584000001
    }],
    "pinned_status": { "is_pinned": true, "pinned_at": 1693584000000, "pinned_by_count": 1 },
    "counterparties_summary": { "total_active": 3, "total_inactive": 1, "recent_activity": 2 },
    "compliance_status": {
      "risk_level": "low", "sanctions_status": "clear", "monitoring_level": "standard",
      "last_reviewed": 1672531500000, "flags": ["manual"]
    }
  }
}`;

/** `getAccount` of Sequence, with the parts whose shape it does not document. */
export const sequenceFetched = (id: string): string => `{
  "request_id": "req_1",
  "data": {
    "id": ${JSON.stringify(id)}, "name": "Gold ••1234", "type": "external_account", "description": "",
    "external_account_type": "LIABILITY", "beneficiary_name": "John Smith", "institution_name": "Example Cards",
    "can_be_source": false, "masked": "••1234", "balance": { "available": ${BALANCE} }
  }
}`;

export const nuvionError = (status: number, type: string, message = 'No.') => ({
  status: String(status),
  message,
  type,
});
export const sequenceError = (code: string, message = 'No.') => ({ error: { code, message } });
