import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { say } from '../say.mjs';

/** Time for a program to end in order, in milliseconds; what it has not sent stays in its outbox. */
const graceMs = 10_000;
/** How often to look whether npm still waits for us, in milliseconds. */
const lookMs = 500;

/** The programs of one run, in the order of their start. Whatever happens, they end with it, the last one first. */
export class Programs {
  #running = [];
  #told = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(0));
    whenNpmEnds(() => resolve(0));
  });

  /** `log`: where its output goes; without one its standard output is ours. */
  start(name, file, args, { env, log } = {}) {
    const output = log ? openSync(log, 'a', 0o600) : undefined;
    const child = spawn(file, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', output ?? 'inherit', output ?? 'inherit'],
      // Not in our process group: Ctrl+C ends it through us, in order.
      detached: true,
    });
    const ended = once(child, 'exit').then(([code, signal]) => ({ name, code, signal, log }));
    this.#running.push({ child, ended });
    return { child, ended };
  }

  /** Waits for Ctrl+C, or for a program that ends by itself, and only then says which. Gives our exit code. */
  async firstEnd() {
    const end = await Promise.race([this.#told, ...this.#running.map(({ ended }) => ended)]);
    return end === 0 ? 0 : this.#tell(end);
  }

  /** Resolves when Ctrl+C has been pressed, or the like. */
  get told() {
    return this.#told;
  }

  async endAll() {
    for (const { child, ended } of this.#running.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(timer);
    }
  }

  #tell({ name, code, signal, log }) {
    if (code === 0) {
      say(`${name} has ended`);
      return 0;
    }
    say(`${name} ended with ${code ?? signal}${log ? `; its log: ${log}` : ''}`);
    return 1;
  }
}

/** npm runs us in a shell, and a signal to npm ends the shell alone (npm/run-script, signal-manager.js): nobody tells us. */
function whenNpmEnds(tell) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    tell();
  }, lookMs);
  timer.unref();
}
