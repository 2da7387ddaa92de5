/** The errors that end a command. */

/** A usage error: exit code 2. */
export class UsageError extends Error {
  /** @param {string} message @param {string} [path] the command whose help is suggested */
  constructor(message, path) {
    super(message);
    this.path = path;
  }
}

/** The command cannot be carried out: exit code 1. */
export class Failure extends Error {}
