// How well what the panel says can be read: run inside the page, on everything in its shadow root.

/**
 * Each text that stands out less than `least` from its ground, and the elements that say nothing to a screen reader.
 * @param {Element} host @param {number} least
 */
export function unreadable(host, least) {
  const root = /** @type {ShadowRoot} */ (host.shadowRoot);

  const parse = (/** @type {string} */ colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = (/** @type {number[]} */ rgb) => {
    const [r = 0, g = 0, b = 0] = rgb.map((value) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  /** The first opaque ground behind. @param {Element | null} element @returns {number[]} */
  const ground = (element) => {
    for (; element; element = element.parentElement) {
      const colour = parse(getComputedStyle(element).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [NaN];
  };

  const said = /** @type {string[]} */ ([]);
  let texts = 0;
  for (const element of root.querySelectorAll('*')) {
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    const field = element.matches('input, select, textarea');
    if (!(own || field) || !element.checkVisibility()) continue;
    texts++;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (!(ratio >= least))
      said.push(
        `${element.localName}.${element.className} "${element.textContent?.slice(0, 20)}": ${ratio.toFixed(2)}`,
      );
  }
  return { said, texts };
}
