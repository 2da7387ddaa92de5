/** Unleash's SDK for Node without a network, and its words beside ours. */
import { InMemStorageProvider, Unleash } from 'unleash-client';

/** @typedef {{ [field: string]: any, properties?: { [name: string]: any } }} Context */
/** @typedef {{ name: string, enabled: boolean, payload?: { type: string, value: string } }} Variant */

/** What the SDK adds to each context. */
export const STATIC = { appName: 'burgee', environment: 'default' };

/** A client of these features. Nothing is fetched and nothing is sent. @param {{ features: any[], segments?: any[] }} file */
export async function client({ features, segments = [] }) {
  const unleash = new Unleash({
    ...STATIC,
    url: 'http://127.0.0.1:9/',
    refreshInterval: 0,
    disableMetrics: true,
    disableAutoStart: true,
    skipInstanceCountWarning: true,
    storageProvider: new InMemStorageProvider(),
    bootstrap: { data: features, segments },
  });
  for (const event of ['error', 'warn']) unleash.on(event, () => {});
  const ready = new Promise((done) => unleash.once('ready', done));
  // What `start` does, but for the fetch.
  await /** @type {any} */ (unleash).repository.loadBootstrap();
  await ready;
  return unleash;
}

/** The attributes that a context is here: a property is hidden by a field of its name. @param {Context} context */
export function attributesOf({ properties = {}, currentTime, ...fields }) {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  return { ...properties, ...Object.fromEntries(given) };
}

/** @type {{ [type: string]: string }} */
const KINDS = { string: 'text', csv: 'text', number: 'number', json: 'json' };

/** What the values of a feature's second flag are made of: the payloads, if they are all of one kind. @param {any} feature */
export function valuesOf(feature) {
  const lists = [feature, ...(feature.strategies ?? [])].flatMap(({ variants }) => variants ?? []);
  const kinds = new Set(lists.map(({ payload }) => KINDS[payload?.type]));
  const [kind] = kinds.size === 1 ? kinds : [undefined];
  return (/** @type {Variant} */ { name, payload }) => {
    const text = String(payload?.value);
    if (kind === 'text') return text;
    if (kind === 'number') return Number(text);
    return kind === 'json' ? JSON.parse(text) : name;
  };
}
