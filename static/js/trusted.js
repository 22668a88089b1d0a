// What may become a script, where the browser asks for leave (Trusted Types): files of this
// trail alone. Where it does not ask, the policy of the page's headers still holds.

const policies = globalThis.trustedTypes;
const root = new URL(document.documentElement.dataset.root ?? "/", location.origin);

const ours = policies?.createPolicy("trail", {
  createScriptURL(address) {
    const url = new URL(address, document.baseURI);
    if (url.origin === root.origin && url.pathname.startsWith(root.pathname)) return url.href;
    throw new TypeError(`no script of this trail: ${address}`);
  },
});

export const scriptAddress = (address) => (ours ? ours.createScriptURL(address) : address);

// Leaflet writes markup by itself: one empty drawing, to see whether it can; lengths; and the
// credits, whose link and line are these. Whatever else is written as markup is refused.
const LEAFLETS = /^(?:<svg\/>|(?:[^<]|<a href="https:\/\/www\.openstreetmap\.org\/copyright" rel="external">|<\/a>|<span aria-hidden="true">\|<\/span>)*)$/;

export function allowLeaflet() {
  policies?.createPolicy("default", {
    createHTML: (markup) => (LEAFLETS.test(markup) ? markup : null),
  });
}
