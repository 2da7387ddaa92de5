/** PostHog's Node SDK with local evaluation. Its one request, for the definitions, is answered in process. */
import { PostHog } from 'posthog-node';

/** @type {import('./peer.js').Peer} */
export const peer = {
  name: 'PostHog, local',
  package: 'posthog-node',
  note: 'reads return promises',
  snapshot: ({ flags }) => JSON.stringify({ flags: flags.map(translate), group_type_mapping: {}, cohorts: {} }),
  user: ({ targetingKey, ...properties }) => ({
    id: targetingKey,
    options: { onlyEvaluateLocally: true, sendFeatureFlagEvents: false, personProperties: strings(properties) },
  }),
  async start(text) {
    let current = text;
    const answer = async () => ({
      status: 200,
      headers: new Headers(),
      body: null,
      text: async () => current,
      json: async () => JSON.parse(current),
    });
    const client = new PostHog('phc_bench', {
      host: 'http://127.0.0.1:9',
      personalApiKey: 'phx_bench',
      fetch: /** @type {any} */ (answer),
      featureFlagsPollingInterval: 2 ** 30,
      enableLocalEvaluation: true,
      preloadFeatureFlags: true,
    });
    await client.waitForLocalEvaluationReady(10_000);
    return {
      context: (user) => user,
      read: (user, flag) => client.getFeatureFlag(flag.key, user.id, user.options),
      all: (user) => client.getAllFlags(user.id, user.options),
      reload(other) {
        current = other;
        return client.reloadFeatureFlags();
      },
      close: () => client.shutdown(),
    };
  },
};

/** @param {object} properties */
const strings = (properties) =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, String(value)]));

/** @param {import('../workload.js').Flag} flag @param {number} id */
function translate(flag, id) {
  const common = { id, name: '', key: flag.key, active: true, deleted: false };
  switch (flag.kind) {
    case 'switch':
      return { ...common, active: flag.on, filters: { groups: [{ properties: [], rollout_percentage: 100 }] } };
    case 'rollout':
      return {
        ...common,
        filters: {
          groups: [
            {
              properties: [exact('country', flag.countries), exact('plan', flag.plans)],
              rollout_percentage: flag.percent,
            },
          ],
        },
      };
    case 'split':
      return {
        ...common,
        filters: {
          groups: [{ properties: [], rollout_percentage: 100 }],
          multivariate: { variants: flag.shares.map(([key, share]) => ({ key, name: '', rollout_percentage: share })) },
        },
      };
  }
}

/** @param {string} key @param {string[]} value */
const exact = (key, value) => ({ key, value, operator: 'exact', type: 'person' });
