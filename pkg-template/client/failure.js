/** What a failure says besides its message; the fields of `ClientError` in client.d.ts. */
/** @typedef {import('../client.js').ClientError} ClientError */

/**
 * @param {string} message
 * @param {Partial<ClientError>} [facts]
 * @returns {ClientError}
 */
export const failure = (message, facts) => Object.assign(new Error(message), facts);

/** @param {unknown} thrown Anything may be thrown, `null` too. */
export const textOf = (thrown) => String(/** @type {any} */ (thrown)?.message ?? thrown);

/**
 * Runs what must not throw into the page.
 * @template T
 * @template [U=T]
 * @param {() => T} run
 * @param {(thrown: unknown) => U} otherwise
 * @returns {T | U}
 */
export function attempt(run, otherwise) {
  try {
    return run();
  } catch (thrown) {
    return otherwise(thrown);
  }
}

/** What somebody else wrote, in a message. @param {unknown} text */
export const quoted = (text) => `\`${textOf(text)}\``;

/**
 * Where a snapshot is wrong, first issue first.
 * @param {any} thrown by `new Evaluator()`
 */
export function reasonOf(thrown) {
  const issue = thrown?.issues?.[0];
  if (!issue) return textOf(thrown);
  const place = issue.path ? `${quoted(issue.path)}: ` : '';
  return `${place}${issue.message} (line ${issue.line}, column ${issue.column})`;
}
