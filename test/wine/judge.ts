import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { CapturedMachine } from '../probes/windows/machine-file.ts';
import { endProgram, startProgram } from './ask.ts';
import type { World } from './scenario.ts';
import { within } from './within.ts';

export interface Judged {
  readonly rule: string;
  readonly status: string;
  /** Message id. */
  readonly reason: string | null;
}

/** One process that judges one machine after the other, in China. */
export class Judge {
  readonly #program;
  readonly #lines;

  constructor({ node }: Pick<World, 'node'>) {
    this.#program = startProgram('tests/judge.program.mjs', [], { node, env: { TZ: 'Asia/Shanghai' } });
    this.#program.stderr.pipe(process.stderr);
    this.#lines = createInterface({ input: this.#program.stdout });
  }

  /** At the moment of the scan, under the default policy of the machine's profile. */
  async judge(
    { env }: World,
    { at, profile, users }: Pick<CapturedMachine, 'at' | 'profile' | 'users'>,
  ): Promise<readonly Judged[]> {
    const answer = within('the verdicts on a machine', once(this.#lines, 'line'));
    this.#program.stdin.write(`${JSON.stringify({ env, at, profile, users })}\n`);
    const [line] = (await answer) as [string];
    return JSON.parse(line) as Judged[];
  }

  async end(): Promise<void> {
    const ended = once(this.#program, 'exit');
    this.#program.stdin.end();
    try {
      await within('the end of the program that judges', ended);
    } finally {
      endProgram(this.#program);
    }
  }
}
