/** Whether a URL's host is this machine: such traffic crosses no network. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);

/** An http or https URL to which a path can be appended. */
export function isBaseUrl(value: string): boolean {
  // An empty query or fragment does not show in a parsed URL, but would take in the appended path.
  if (!URL.canParse(value) || /[?#\\\s]/.test(value)) return false;
  const { protocol, search, hash, username, password } = new URL(value);
  return ['http:', 'https:'].includes(protocol) && `${search}${hash}${username}${password}` === '';
}

/** An http URL to another host: such traffic can be read on the network. */
export function isInsecure(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'http:' && !isLoopback(hostname);
}

/** A URL for the keys that verify tokens. No password: it would be sent to any server that answers, and logged. */
export function isKeyServer(value: string): boolean {
  if (!URL.canParse(value) || isInsecure(value)) return false;
  const { protocol, username, password } = new URL(value);
  return ['http:', 'https:'].includes(protocol) && `${username}${password}` === '';
}

export const hasProtocol = (value: string, ...protocols: readonly string[]): boolean =>
  URL.canParse(value) && protocols.includes(new URL(value).protocol);

/** A URL that the Redis clients accept: the database is a number, and user and password can be decoded. */
export function isRedisUrl(value: string): boolean {
  if (!hasProtocol(value, 'redis:', 'rediss:')) return false;
  const { pathname, username, password } = new URL(value);
  return /^(\/\d*)?$/.test(pathname) && canDecode(`${username}${password}`);
}

/** A value of the usual proxy variables: the scheme may be omitted. */
export function isProxyUrl(value: string): boolean {
  const url = value.includes('://') ? value : `http://${value}`;
  if (!hasProtocol(url, 'http:', 'https:')) return false;
  const { username, password, hostname } = new URL(url);
  return hostname !== '' && canDecode(`${username}${password}`);
}

function canDecode(value: string): boolean {
  try {
    return decodeURIComponent(value) !== undefined;
  } catch {
    return false;
  }
}

export const isOrigin = (value: string): boolean => URL.canParse(value) && new URL(value).origin === value;

/** A store on another host without TLS. PostgreSQL's client uses TLS only when the URL asks for it. */
export function isStoreInTheClear(value: string): boolean {
  if (!hasProtocol(value, 'redis:', 'postgres:', 'postgresql:')) return false;
  const { protocol, hostname, searchParams } = new URL(value);
  if (protocol === 'redis:') return !isLoopback(hostname);
  const host = searchParams.get('host') ?? decodeURIComponent(hostname);
  if (host === '' || host.startsWith('/') || isLoopback(host)) return false; // a socket, or this machine
  const asksForTls = ['sslmode', 'sslcert', 'sslkey', 'sslrootcert'].some((name) => searchParams.has(name));
  return (
    searchParams.get('sslmode') === 'disable' || (!asksForTls && !/^(true|1)$/.test(searchParams.get('ssl') ?? ''))
  );
}
