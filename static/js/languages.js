// The same place in another language: what stands behind ? and # comes along, as it is just then.

export function initLanguages(root) {
  const along = ({ target }) => {
    const link = target.closest?.("[data-languages] a, [data-offer] a");
    if (!link) return;
    link.search = location.search;
    link.hash = location.hash;
  };
  // Before a click, a key, and a menu that opens the link elsewhere.
  for (const kind of ["pointerdown", "focusin", "click"]) root.addEventListener(kind, along);
}
