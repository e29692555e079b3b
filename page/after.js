// What runs in the browser once GraphiQL is loaded: its workers, and what the page opens with.
{
  const workers = Object.fromEntries(
    Object.entries(WORKERS).map(([label, code]) => [
      label,
      URL.createObjectURL(new Blob([code], { type: 'application/javascript' })),
    ]),
  );
  self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_moduleId, label) => workers[label] };
  const opening = JSON.parse(document.querySelector('#opening').textContent);
  YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), opening);
}
