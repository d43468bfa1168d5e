// The set-up steps speak on stderr, one plain line each, so that a program's own output stays alone on stdout.

/** Tells the person at the terminal what is being done, in one line. */
export function say(line) {
  process.stderr.write(`deskward: ${line}\n`);
}

/** An end that the person can do something about: shown as its message, without a stack. */
export class CannotGoOn extends Error {
  name = 'CannotGoOn';
}

/** Runs a program's main function; a `CannotGoOn` becomes its message and exit code 1. */
export async function runMain(main) {
  try {
    const code = await main();
    if (code) process.exitCode = code;
  } catch (error) {
    if (!(error instanceof CannotGoOn)) throw error;
    process.stderr.write(`deskward: ${error.message}\n`);
    process.exitCode = 1;
  }
}
