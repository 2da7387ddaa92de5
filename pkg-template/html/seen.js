/**
 * In the page: reports what the edge wrote (`expose: 'page'`) once it is on the screen.
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
  const look = (/** @type {Iterable<{ target: Element, isIntersecting: boolean }>} */ entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      observer?.unobserve(target);
      for (const mark of places.get(target) ?? []) expose(client, mark);
    }
  };
  // Before the client knows its values it would have nothing to report.
  void client.ready.then(() => {
    if (stopped) return;
    // What can't be observed counts as seen: it is in the page.
    if (!globalThis.IntersectionObserver)
      return look([...places.keys()].map((target) => ({ target, isIntersecting: true })));
    observer = new IntersectionObserver(look);
    for (const place of places.keys()) observer.observe(place);
  });
  return () => {
    stopped = true;
    observer?.disconnect();
  };
}

/** Where nothing is shown, what comes next is what is seen in its place. @param {Element} mark */
const placeOf = (mark) =>
  mark.localName === 'template' ? (mark.nextElementSibling ?? mark.parentElement ?? mark) : mark;

/** @param {import('../client.js').Client} client @param {string} mark */
function expose(client, mark) {
  for (const [key, variant] of Object.entries(parsed(mark))) {
    // What the page itself would say may be of a newer snapshot, and is not what stands there.
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
