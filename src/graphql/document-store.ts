import type { DocumentNode, Token } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Bytes of documents that were sent once, and of those that were sent again. */
const NEWCOMER_BYTES = 4_000_000;
const REGULAR_BYTES = 8_000_000;

/** The memory of a parsed document, and of each token with its nodes: measured, rounded up. */
const DOCUMENT_BYTES = 4_000;
const TOKEN_BYTES = 550;
/** A string with one character outside Latin-1 uses two bytes for each character. */
const CHARACTER_BYTES = 2;

/** Parsed and validated documents by the hash of their text. Apollo Server uses it before it parses. */
export interface DocumentStore {
  get(key: string): Promise<DocumentNode | undefined>;
  set(key: string, document: DocumentNode): Promise<void>;
  delete(key: string): Promise<boolean>;
  /** The document with exactly this text. */
  find(text: string): DocumentNode | undefined;
  /** The memory of the stored documents in bytes, rounded up. */
  readonly bytes: number;
  /** How many texts `find` knows. */
  readonly texts: number;
}

/**
 * Stores documents, limited by their memory. A document becomes a regular when it is used a second time, so documents
 * that are sent once, however many, only displace each other.
 */
export function createDocumentStore({
  newcomerBytes = NEWCOMER_BYTES,
  regularBytes = REGULAR_BYTES,
} = {}): DocumentStore {
  const keys = new Map<string, string>(); // by text
  const forget = (document: DocumentNode) => keys.delete(textOf(document));
  const [newcomers, regulars] = [newcomerBytes, regularBytes].map(
    (maxSize) => new LRUCache<string, DocumentNode>({ maxSize, sizeCalculation: bytesOf, dispose: forget }),
  ) as [LRUCache<string, DocumentNode>, LRUCache<string, DocumentNode>];

  function keep(documents: LRUCache<string, DocumentNode>, key: string, document: DocumentNode): void {
    documents.set(key, document);
    if (documents.has(key)) keys.set(textOf(document), key);
  }

  function find(key: string): DocumentNode | undefined {
    const regular = regulars.get(key);
    if (regular !== undefined) return regular;
    const newcomer = newcomers.get(key);
    if (newcomer !== undefined) {
      newcomers.delete(key);
      keep(regulars, key, newcomer);
    }
    return newcomer;
  }

  return {
    get: async (key) => find(key),
    async set(key, document) {
      // Two requests with one new text may both parse it. Kept twice, the one that goes would take the text with it.
      if (!regulars.has(key)) keep(newcomers, key, document);
    },
    find(text) {
      const key = keys.get(text);
      return key === undefined ? undefined : find(key);
    },
    async delete(key) {
      return [newcomers.delete(key), regulars.delete(key)].includes(true);
    },
    get bytes() {
      return newcomers.calculatedSize + regulars.calculatedSize;
    },
    get texts() {
      return keys.size;
    },
  };
}

const textOf = ({ loc }: DocumentNode): string => loc?.source.body ?? '';

/**
 * The memory of a document: its nodes reference their tokens, the tokens (also those of comments) reference each other,
 * and all of them the whole text.
 */
export function bytesOf(document: DocumentNode): number {
  let bytes = DOCUMENT_BYTES + CHARACTER_BYTES * textOf(document).length;
  for (let token: Token | null | undefined = document.loc?.startToken; token; token = token.next) bytes += TOKEN_BYTES;
  return bytes;
}
