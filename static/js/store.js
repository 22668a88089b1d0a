// What the reader chose, kept on this device alone. A browser that refuses storage forgets it: no error.

export function recall(key) {
  try {
    return localStorage.getItem(`trail:${key}`);
  } catch {
    return null;
  }
}

export function keep(key, value) {
  try {
    localStorage.setItem(`trail:${key}`, value);
  } catch {
    // private browsing or full storage: the choice holds for this page
  }
}
