// What a page that reads one flag pulls in; bundled to measure its size, never run.
import { init } from 'burgee';
import { createClient } from 'burgee/client';

await init();
