// Runs in the browser once GraphiQL is loaded: sets up its workers, its tabs and their storage.
{
  const workers = Object.fromEntries(
    Object.entries(WORKERS).map(([label, code]) => [
      label,
      URL.createObjectURL(new Blob([code], { type: 'application/javascript' })),
    ]),
  );
  self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_moduleId, label) => workers[label] };

  const opening = JSON.parse(document.querySelector('#opening').textContent);

  // Tabs survive a reload, but not the end of the browser's tab: a new one has new keys.
  const storage = openStorage();
  if (storage.getItem('graphiql:opening') !== opening.version) forget();
  storage.setItem('graphiql:opening', opening.version);
  document.querySelector('#anew').addEventListener('click', () => {
    forget();
    location.reload();
  });

  const keys = new Map();
  const tabs = opening.tabs.map((tab) => ({ ...tab, variables: withKeys(tab.variables) }));
  // GraphiQL opens another tab if its first operation is not among the stored tabs.
  const active = keptTab() ?? tabs[0];
  history.replaceState(null, '', location.pathname);
  YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
    endpoint: '/graphql',
    shouldPersistHeaders: opening.keepHeaders,
    storage,
    onEditQuery() {}, // otherwise it writes the operation into the address
    defaultTabs: tabs,
    initialQuery: active.query,
    initialVariables: active.variables,
    initialHeaders: active.headers ?? tabs[0].headers,
  });

  function keptTab() {
    const kept = JSON.parse(storage.getItem('graphiql:tabState'));
    return kept?.tabs[kept.activeTabIndex];
  }

  /** Replaces each `{key:NAME}` by a new key, the same for the same name. */
  function withKeys(text) {
    return text.replace(/\{key:(\w+)\}/g, (_mark, name) => {
      if (!keys.has(name)) keys.set(name, newKey());
      return keys.get(name);
    });
  }

  // crypto.randomUUID exists on loopback and with TLS only.
  function newKey() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
      '',
    );
  }

  function openStorage() {
    try {
      sessionStorage.getItem('');
      return sessionStorage;
    } catch {
      return { length: 0, getItem: () => null, setItem() {}, removeItem() {} }; // the browser has no storage
    }
  }

  function forget() {
    for (const name of Object.keys(storage)) if (name.startsWith('graphiql:')) storage.removeItem(name);
  }
}
