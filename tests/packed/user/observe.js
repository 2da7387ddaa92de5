// In a user's project the file itself stands here.
export { observeAll } from '../../js/cases/observe.js';
