/** Thrown if a request cannot be carried out. */
export class ToolsError extends Error {
  /** @param {string} message @param {import('../index.js').Issue[]} [issues] */
  constructor(message, issues = []) {
    super(message);
    this.name = 'ToolsError';
    this.issues = issues;
  }
}
