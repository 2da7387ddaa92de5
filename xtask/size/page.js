// A page that reads one flag and reports who saw it: bundled to measure what that costs, never run.
import { createClient } from 'burgee/client';

const client = createClient({ snapshot: '/live/snapshot', events: '/live/events', context: { targetingKey: 'a' } });
document.body.hidden = client.boolean('new_dashboard', false);
client.expose('new_dashboard');
