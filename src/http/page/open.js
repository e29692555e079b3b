// Runs in the browser once GraphiQL is loaded: its workers, its tabs, and where they are kept.
{
  const workers = Object.fromEntries(
    Object.entries(WORKERS).map(([label, code]) => [
      label,
      URL.createObjectURL(new Blob([code], { type: 'application/javascript' })),
    ]),
  );
  self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_moduleId, label) => workers[label] };

  const opening = JSON.parse(document.querySelector('#opening').textContent);

  // Tabs outlive a reload, but not the browser's tab: what is opened anew has new keys.
  const storage = openStorage();
  if (storage.getItem('graphiql:opening') !== opening.version) forget();
  storage.setItem('graphiql:opening', opening.version);
  document.querySelector('#anew').addEventListener('click', () => {
    forget();
    location.reload();
  });

  const keys = new Map();
  const tabs = opening.tabs.map((tab) => ({ ...tab, variables: withKeys(tab.variables) }));
  // GraphiQL opens one tab more when what it begins with is none of those that it kept.
  const active = keptTab() ?? tabs[0];
  history.replaceState(null, '', location.pathname);
  YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
    endpoint: '/graphql',
    shouldPersistHeaders: opening.keepHeaders,
    storage,
    onEditQuery() {}, // it would write the operation into the address
    defaultTabs: tabs,
    initialQuery: active.query,
    initialVariables: active.variables,
    initialHeaders: active.headers ?? tabs[0].headers,
  });

  function keptTab() {
    const kept = JSON.parse(storage.getItem('graphiql:tabState'));
    return kept?.tabs[kept.activeTabIndex];
  }

  /** Puts a key that was never used in each place that is marked for one: the same key where the name is the same. */
  function withKeys(text) {
    return text.replace(/\{key:(\w+)\}/g, (_mark, name) => {
      if (!keys.has(name)) keys.set(name, newKey());
      return keys.get(name);
    });
  }

  // crypto.randomUUID is there on loopback and behind TLS only.
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
      return { length: 0, getItem: () => null, setItem() {}, removeItem() {} }; // the browser allows none
    }
  }

  function forget() {
    for (const name of Object.keys(storage)) if (name.startsWith('graphiql:')) storage.removeItem(name);
  }
}
