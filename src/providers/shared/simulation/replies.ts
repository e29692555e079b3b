import http from 'node:http';

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A reply, or the end of the connection without one. */
export type Answer = Reply | 'hang-up';

export function jsonReply(status: number, value: unknown): Reply {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}

/** A web page, as a proxy or a web server sends it in place of an API's answer. */
export function htmlReply(status: number): Reply {
  const title = http.STATUS_CODES[status] ?? '';
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${status} ${title}</h1></body></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/** An amount that `JSON.stringify` writes as a number with exactly these digits: `1000.50` stays `1000.50`. */
export const amount = (digits: string): unknown => rawJSON(digits);
