// What runs in the browser before GraphiQL is loaded. Its editors make style elements, which the page's policy lets in
// when they have the nonce of the script that makes them.
{
  const { nonce } = document.currentScript;
  const createElement = document.createElement.bind(document);
  document.createElement = (name, options) => {
    const element = createElement(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
}
