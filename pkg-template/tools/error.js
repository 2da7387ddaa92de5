/** Thrown by the functions of `burgee/tools`. */
export class ToolsError extends Error {
  /** @param {string} message @param {import('../tools.js').Finding[]} [issues] */
  constructor(message, issues = []) {
    super(message);
    this.name = 'ToolsError';
    this.issues = issues;
  }
}
