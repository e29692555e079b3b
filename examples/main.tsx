import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

// What starts the two examples: `?with=apollo|urql&url=…&header=…&credential=…`.
const query = new URLSearchParams(location.search);
const headers = { [query.get('header') ?? 'authorization']: query.get('credential') ?? '' };
const url = query.get('url') ?? '';

async function app() {
  if (query.get('with') === 'urql') {
    const { App, connect } = await import('./react-urql.tsx');
    return <App client={connect(url, headers)} owner="ann" />;
  }
  const { App } = await import('./react-apollo.tsx');
  const { connect } = await import('./delete-button.tsx');
  return <App client={connect(url, headers)} owner="ann" />;
}

const root = createRoot(document.body.appendChild(document.createElement('main')));
root.render(<StrictMode>{await app()}</StrictMode>);
