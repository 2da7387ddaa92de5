/**
 * In the page: reports the variants that the edge wrote (`expose: 'page'`) once they are visible.
 * @param {import('../client.js').Client} client @param {import('../html.js').Searchable} [root] @returns {() => void}
 */
export function exposeWhenSeen(client, root = document) {
  /** @type {Map<Element, string[]>} */
  const places = new Map();
  for (const mark of root.querySelectorAll('[data-flag-seen]')) {
    const place = placeOf(mark);
    places.set(place, [...(places.get(place) ?? []), mark.getAttribute('data-flag-seen') ?? '']);
  }
  let stopped = false;
  /** @type {IntersectionObserver | undefined} */
  let observer;
  const onIntersection = (/** @type {Iterable<{ target: Element, isIntersecting: boolean }>} */ entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      observer?.unobserve(target);
      for (const mark of places.get(target) ?? []) expose(client, mark);
    }
  };
  // Without values the client could not report anything.
  void client.ready.then(() => {
    if (stopped) return;
    // Without an observer, an element in the page counts as visible.
    if (!globalThis.IntersectionObserver)
      return onIntersection([...places.keys()].map((target) => ({ target, isIntersecting: true })));
    observer = new IntersectionObserver(onIntersection);
    for (const place of places.keys()) observer.observe(place);
  });
  return () => {
    stopped = true;
    observer?.disconnect();
  };
}

/** For a removed element, the next element is watched in its place. @param {Element} mark */
const placeOf = (mark) =>
  mark.localName === 'template' ? (mark.nextElementSibling ?? mark.parentElement ?? mark) : mark;

/** @param {import('../client.js').Client} client @param {string} mark */
function expose(client, mark) {
  for (const [key, variant] of Object.entries(parsed(mark))) {
    // With a newer snapshot the page may decide differently from what it shows.
    if (client.details(key).variant === variant) client.expose(key);
  }
}

/** @param {string} mark @returns {{ [key: string]: string }} */
function parsed(mark) {
  try {
    return JSON.parse(mark) ?? {};
  } catch {
    return {};
  }
}
