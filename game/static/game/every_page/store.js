// What one tab remembers across a reload. Storage may be switched off or full; the page then works
// all the same and forgets at a reload, so every failure here is swallowed on purpose.

/** The value kept under `key`, or `otherwise`. */
export function recall(key, otherwise = null) {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** The keys of all that is kept. */
export function kept() {
  try {
    return Object.keys(sessionStorage);
  } catch {
    return [];
  }
}

/** Forgets everything: the page is somebody else's from now on. */
export function forgetAll() {
  try {
    window.caches?.delete("page"); // which a service worker has kept
    sessionStorage.clear();
  } catch {
    // Nothing was kept.
  }
}

/** Keeps a plain value under `key`; null forgets it. */
export function keep(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Nothing to be done, and nothing lost that is on the page.
  }
}
