import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

export interface Fate {
  /** It is killed once it has said so many lines; without a number it ends by itself. */
  readonly afterLines?: number;
  /** Milliseconds between that line and the kill: not a wait for anything, but the moment that is tried. */
  readonly thenMs?: number;
  /** What it is told on its standard input. */
  readonly told?: string;
}

/** Runs a program of the tests to its end, of its own or of ours. @returns the lines that it said. */
export async function runUntilKilled(
  program: string,
  args: readonly string[],
  fate: Fate,
): Promise<string[]> {
  const { afterLines, thenMs = 0, told = '' } = fate;
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  let said = '';
  const hasSaid = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
      if (afterLines !== undefined && said.split('\n').length > afterLines) resolve();
    });
  });
  // It may be dead before it has read.
  child.stdin.on('error', () => undefined);
  child.stdin.write(told);
  if (afterLines !== undefined) {
    await Promise.race([hasSaid, ended]);
    if (thenMs > 0) await setTimeout(thenMs);
    child.kill('SIGKILL');
  }
  await ended;
  return said.split('\n').filter((line) => line !== '');
}
