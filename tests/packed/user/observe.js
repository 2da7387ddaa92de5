// In the project of a user, a copy of that file replaces this one.
export { observeAll } from '../../js/cases/observe.js';
