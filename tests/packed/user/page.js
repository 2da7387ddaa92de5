// In a page.
import { tell } from './visit.js';

await tell(new URL('/', location.href).href);
