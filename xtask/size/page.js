// A page that reads one flag and reports its exposure. It is bundled to measure its size, and never run.
import { createClient } from 'burgee/client';

const client = createClient({ snapshot: '/live/snapshot', events: '/live/events', context: { targetingKey: 'a' } });
document.body.hidden = client.boolean('new_dashboard', false);
client.expose('new_dashboard');
