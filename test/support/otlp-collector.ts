import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as it was received. Ids are hexadecimal, times Unix nanoseconds. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty: a root. */
  readonly parentSpanId: string;
  /** The caller's `tracestate`. */
  readonly traceState: string;
  readonly name: string;
  /** 1 internal, 2 server, 3 client. */
  readonly kind: number;
  readonly start: bigint;
  readonly end: bigint;
  readonly attributes: Record<string, unknown>;
  /** 0 unset, 2 error. */
  readonly status: number;
}

export interface OtlpCollector extends AsyncDisposable {
  readonly url: string;
  readonly spans: ReceivedSpan[];
  /** Attributes of the resources that sent. */
  readonly resources: Record<string, unknown>[];
  /** Every byte that arrived: request lines, headers and bodies. */
  readonly bytes: string[];
}

/** An OTLP/HTTP receiver on loopback that reads as much protobuf as traces need. */
export async function startOtlpCollector(): Promise<OtlpCollector> {
  const spans: ReceivedSpan[] = [];
  const resources: Record<string, unknown>[] = [];
  const bytes: string[] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    bytes.push(`${request.method} ${request.url}\n${request.rawHeaders.join('\n')}\n${body.toString('latin1')}`);
    for (const resourceSpans of messages(body, 1)) {
      resources.push(...messages(resourceSpans, 1).map((resource) => attributesIn(resource, 1)));
      for (const scope of messages(resourceSpans, 2)) spans.push(...messages(scope, 2).map(spanIn));
    }
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    resources,
    bytes,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Field numbers: https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto */
function spanIn(span: Buffer): ReceivedSpan {
  const [status = Buffer.alloc(0)] = messages(span, 15);
  return {
    traceId: hex(span, 1),
    spanId: hex(span, 2),
    parentSpanId: hex(span, 4),
    traceState: text(span, 3),
    name: text(span, 5),
    kind: Number(numbers(span, 6)[0] ?? 0),
    start: numbers(span, 7)[0] ?? 0n,
    end: numbers(span, 8)[0] ?? 0n,
    attributes: attributesIn(span, 9),
    status: Number(numbers(status, 3)[0] ?? 0),
  };
}

function attributesIn(message: Buffer, field: number): Record<string, unknown> {
  return Object.fromEntries(
    messages(message, field).map((pair) => {
      const [value = Buffer.alloc(0)] = messages(pair, 2);
      const [flag] = numbers(value, 2);
      const [integer] = numbers(value, 3);
      const read = flag !== undefined ? flag === 1n : integer !== undefined ? Number(integer) : text(value, 1);
      return [text(pair, 1), read];
    }),
  );
}

const messages = (message: Buffer, field: number) =>
  fieldsOf(message).flatMap(({ number, value }) => (number === field && Buffer.isBuffer(value) ? [value] : []));
const numbers = (message: Buffer, field: number) =>
  fieldsOf(message).flatMap(({ number, value }) => (number === field && typeof value === 'bigint' ? [value] : []));
const text = (message: Buffer, field: number) => messages(message, field)[0]?.toString('utf8') ?? '';
const hex = (message: Buffer, field: number) => messages(message, field)[0]?.toString('hex') ?? '';

/** The wire format: https://protobuf.dev/programming-guides/encoding/ */
function fieldsOf(message: Buffer) {
  const fields: { readonly number: number; readonly value: bigint | Buffer }[] = [];
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message.readUInt8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number) => {
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const tag = Number(varint());
    const number = tag >> 3;
    const wire = tag & 7;
    if (wire === 0) fields.push({ number, value: varint() });
    else if (wire === 1) fields.push({ number, value: take(8).readBigUInt64LE() });
    else if (wire === 2) fields.push({ number, value: take(Number(varint())) });
    else if (wire === 5) fields.push({ number, value: BigInt(take(4).readUInt32LE()) });
    else throw new Error(`Unknown wire type ${wire}`);
  }
  return fields;
}
