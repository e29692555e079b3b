import { createHash } from 'node:crypto';

/** One prepared operation. `{key:NAME}` in a variable becomes a new key for each visitor, the same for the same name. */
export interface PageTab {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** The content of the page. */
export interface LandingPage {
  readonly title: string;
  /** A text at the top of the page; null for none. */
  readonly notice: string | null;
  /** Whether the browser stores the headers while its tab is open: only for credentials that are not real. */
  readonly keepHeaders: boolean;
  readonly tabs: readonly PageTab[];
}

/** The page: its files, the notice, and the operations as a data block, which the policy allows. */
export const htmlOf = (page: LandingPage, nonce: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(page.title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/graphiql.css">
<link rel="stylesheet" href="/page.css">
</head>
<body id="body" class="no-focus-outline">
<noscript>You need to enable JavaScript to run this app.</noscript>
<header id="notice"${page.notice === null ? '' : ' class="loud"'}><strong>${escaped(page.notice ?? page.title)}</strong>
<button id="anew" type="button" title="Opens the tabs as they were at first, each with a key that was never used">Start again with new keys</button></header>
<div id="root"></div>
<script type="application/json" id="opening">${openingOf(page)}</script>
<script src="/graphiql.js" nonce="${nonce}"></script>
<script src="/open.js"></script>
</body>
</html>
`;

/** JSON for a data block, without characters that could end the block. */
function openingOf({ keepHeaders, tabs }: LandingPage): string {
  const opening = {
    keepHeaders,
    tabs: tabs.map(({ query, variables, headers }) => ({
      query,
      variables: JSON.stringify(variables, null, 2),
      headers: JSON.stringify(headers, null, 2),
    })),
  };
  const text = JSON.stringify(opening);
  const version = createHash('sha256').update(text).digest('base64url');
  return JSON.stringify({ ...opening, version }).replaceAll('<', '\\u003c');
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
