/** What ends a command early. */

/** The command was not understood: exit code 2. */
export class UsageError extends Error {
  /** @param {string} message @param {string} [path] The words of the command whose help may help */
  constructor(message, path) {
    super(message);
    this.path = path;
  }
}

/** It was understood and can't be done: exit code 1. */
export class Failure extends Error {}
