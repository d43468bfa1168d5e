import { spawn } from 'node:child_process';

/**
 * Runs a program to its end. Never throws for a failing program: look at `code`.
 * `echo` passes its output to our stderr as it comes. `signal` ends it.
 */
export function runProgram(file, args, { cwd, env = process.env, echo = false, signal, input } = {}) {
  return new Promise((resolve) => {
    const stdio = [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'];
    const child = spawn(file, args, { cwd, env, stdio, signal, killSignal: 'SIGKILL' });
    const out = [];
    const err = [];
    child.stdout.on('data', (bytes) => out.push(bytes) && echo && process.stderr.write(bytes));
    child.stderr.on('data', (bytes) => err.push(bytes) && echo && process.stderr.write(bytes));
    child.on('error', (error) => err.push(Buffer.from(`${file}: ${error.message}\n`)));
    child.on('close', (code) =>
      resolve({
        code: code ?? 1,
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
      }),
    );
    if (input !== undefined) child.stdin.end(input);
  });
}

/** The last line of a text that says anything. */
export function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? '';
}
