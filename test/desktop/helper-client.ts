import type { ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** The other end of desktop-helper.py: requests and answers, one JSON line each. */
export class HelperClient {
  readonly #helper: ChildProcessByStdio<Writable, Readable, null>;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #last = 0;

  private constructor(helper: ChildProcessByStdio<Writable, Readable, null>) {
    this.#helper = helper;
  }

  /** Waits until the helper has everything that it needs of the session. */
  static start(helper: ChildProcessByStdio<Writable, Readable, null>): Promise<HelperClient> {
    const client = new HelperClient(helper);
    return new Promise((resolve, reject) => {
      createInterface({ input: helper.stdout }).on('line', (line) => {
        if (line === 'ready') resolve(client);
        else client.#take(line);
      });
      helper.once('exit', (code) => {
        reject(new Error(`desktop-helper.py ended with ${code}`));
        client.#end();
      });
    });
  }

  /** What the answer holds is the caller's knowledge of the request. */
  async ask<T>(what: string, details: Readonly<Record<string, unknown>> = {}): Promise<T> {
    const id = ++this.#last;
    const answer = await new Promise<Answer>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#helper.stdin.write(`${JSON.stringify({ ...details, id, do: what })}\n`);
    });
    if (answer.error !== undefined) throw new Error(`${what}: ${answer.error}`);
    return answer.value as T;
  }

  #take(line: string): void {
    const answer = JSON.parse(line) as Answer;
    this.#waiting.get(answer.id)?.(answer);
    this.#waiting.delete(answer.id);
  }

  #end(): void {
    for (const [id, resolve] of this.#waiting) resolve({ id, error: 'desktop-helper.py has ended' });
  }
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}
