import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { nameOf, UnreadableRecordError } from '../deletion/ledger.ts';
import type { Settlement, Vault } from '../deletion/settlement.ts';
import { parseLossless } from '../json/lossless-json.ts';

const TAG_BYTES = 16;
const NONCE_BYTES = 12;

/**
 * Seals settlements for the ledger and the replay cache. A seal belongs to one deletion: a settlement that was changed,
 * broken or copied from another deletion is detected.
 *
 * @param secret keys the seal
 * @param encrypt AES-256-GCM; otherwise the text is readable, with an HMAC-SHA-256 against changes
 */
export function createVault(secret: string, encrypt: boolean): Vault {
  const keyFor = (use: string) => Buffer.from(hkdfSync('sha256', secret, '', `accounts-gateway ${use}`, 32));
  const { protect, reveal } = encrypt ? encrypted(keyFor('encryption')) : authenticated(keyFor('authentication'));

  return {
    seal: (id, settlement) => protect(nameOf(id), JSON.stringify(settlement)),
    open: (id, sealed) => {
      try {
        return parseLossless(reveal(nameOf(id), sealed)) as Settlement;
      } catch (cause) {
        throw new UnreadableRecordError('A settled record cannot be read', { cause });
      }
    },
  };
}

/** `e1.` and nonce, tag and ciphertext in base64url; the record's identity is the associated data. */
function encrypted(key: Buffer) {
  return {
    protect(name: string, text: string): string {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `e1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    reveal(name: string, sealed: string): string {
      const bytes = bytesIn(withoutPrefix('e1.', sealed));
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(name))
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
}

/** `m1.`, the HMAC of identity and text in base64url, `.`, and the text. */
function authenticated(key: Buffer) {
  const prepared = createSecretKey(key); // a raw key would be imported again for each MAC
  const mac = (name: string, text: string) => createHmac('sha256', prepared).update(`${name}\n${text}`).digest();
  return {
    protect: (name: string, text: string) => `m1.${mac(name, text).toString('base64url')}.${text}`,
    reveal(name: string, sealed: string): string {
      const rest = withoutPrefix('m1.', sealed);
      const dot = rest.indexOf('.');
      const text = rest.slice(dot + 1);
      const given = bytesIn(rest.slice(0, dot));
      const expected = mac(name, text);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Error('The seal is broken');
      return text;
    },
  };
}

/** Several base64url strings decode to the same bytes: only the one that this program writes is accepted. */
function bytesIn(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new Error('Not a text of this program');
  return bytes;
}

function withoutPrefix(prefix: string, sealed: string): string {
  if (!sealed.startsWith(prefix)) throw new Error('Not a seal of this kind');
  return sealed.slice(prefix.length);
}
