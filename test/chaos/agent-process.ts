import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** What the lives of an agent said, in order. */
export interface Said {
  /** Digests that it began to keep, and those that it kept. */
  readonly begun: string[];
  readonly kept: Set<string>;
  /** What went to its log as an error. */
  readonly errors: string[];
}

/** One life of the agent of agent.ts. */
export class AgentProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  constructor(args: readonly string[], said: Said) {
    this.#child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: this.#child.stdout as NonNullable<ChildProcess['stdout']> });
    lines.on('line', (line) => note(said, line));
    this.#ended = Promise.all([once(this.#child, 'exit'), once(lines, 'close')]);
  }

  /** Resolves when it is gone and everything that it said has been heard. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  /** Lets it send what waits. @returns its exit code. */
  async end(): Promise<number | null> {
    this.#child.stdin?.write('end\n');
    await this.#ended;
    return this.#child.exitCode;
  }
}

function note(said: Said, line: string): void {
  const text = line.slice(2);
  if (line.startsWith('> ')) said.begun.push(text);
  else if (line.startsWith('+ ')) said.kept.add(text);
  else if (line.startsWith('! ')) said.errors.push(text);
}
