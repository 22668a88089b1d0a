// What the reader chose, kept on this device alone. A browser that refuses storage forgets it: no error.
// Other trails may live on this host, so every key carries the root of this one.

const own = (key) => `trail:${document.documentElement.dataset.root ?? "/"}:${key}`;

// `where` is "sessionStorage" for what ends with this tab.
export function recall(key, where = "localStorage") {
  try {
    return window[where].getItem(own(key));
  } catch {
    return null;
  }
}

export function keep(key, value, where = "localStorage") {
  try {
    window[where].setItem(own(key), value);
  } catch {
    // private browsing or full storage: the choice holds for this page
  }
}
