import type { Worker } from 'node:worker_threads';
import { type Answer, refusal } from '../answer.ts';

/** Milliseconds; each may be set for a test. */
export interface NativeLimits {
  /** That one question may take. */
  readonly budgetMs: number;
  /** Until a worker is ready: its code is read from a disk that may be busy. */
  readonly startMs: number;
  /** Without a question, after which the worker ends: it holds some megabytes. */
  readonly idleMs: number;
  /** Workers that may hang at a time; with so many nothing is asked any more. */
  readonly mostAbandoned: number;
}

const usual: NativeLimits = { budgetMs: 2000, startMs: 10_000, idleMs: 5000, mostAbandoned: 4 };

/** What a worker says once, when it can be asked. */
export const ready = 'ready';

export interface Asked {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}
export interface Replied {
  readonly id: number;
  readonly answer: Answer<unknown>;
}

interface Question {
  readonly asked: Asked;
  readonly budgetMs: number;
  resolve(answer: Answer<unknown>): void;
}

/**
 * Asks a worker thread, one question after the other. A native call that does not return can be ended by nobody: its
 * question is answered `timed-out`, its worker left alone, and a new one takes the questions behind it. The same is not
 * asked again before that call has returned: however often it is wanted, it costs one thread.
 */
export class NativeThread {
  readonly #openWorker: () => Worker;
  readonly #limits: NativeLimits;
  readonly #waiting: Question[] = [];
  /** Left alone, with what each was asked. */
  readonly #abandoned = new Map<Worker, string>();
  #worker: Worker | undefined;
  #isReady = false;
  #current: Question | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastId = 0;

  constructor(openWorker: () => Worker, limits: Partial<NativeLimits> = {}) {
    this.#openWorker = openWorker;
    this.#limits = { ...usual, ...limits };
  }

  /** Workers that hang in a call: while there is one, the process can't end by itself. */
  get abandoned(): number {
    return this.#abandoned.size;
  }

  ask(name: string, args: readonly unknown[], budgetMs = this.#limits.budgetMs): Promise<Answer<unknown>> {
    return new Promise((resolve) => {
      this.#lastId += 1;
      this.#waiting.push({ asked: { id: this.#lastId, name, args }, budgetMs, resolve });
      this.#next();
    });
  }

  #next(): void {
    while (this.#current === undefined) {
      const question = this.#waiting.shift();
      if (question === undefined) {
        this.#rest();
        return;
      }
      const why = this.#whyNot(question.asked);
      if (why === undefined) this.#take(question);
      else question.resolve(refusal('timed-out', why));
    }
  }

  #whyNot(asked: Asked): string | undefined {
    if (this.#abandoned.size >= this.#limits.mostAbandoned) return 'Windows answers no calls';
    const hanging = [...this.#abandoned.values()].includes(keyOf(asked));
    return hanging ? `${asked.name} has not returned from the call before` : undefined;
  }

  #take(question: Question): void {
    this.#current = question;
    this.#worker ??= this.#start();
    // Who waits for an answer keeps the process alive.
    this.#worker.ref();
    if (this.#isReady) this.#post(question);
    else this.#limit(this.#limits.startMs, 'the native thread did not start in time');
  }

  #post({ asked, budgetMs }: Question): void {
    this.#limit(budgetMs, `${asked.name} did not return in ${budgetMs} ms`);
    this.#worker?.postMessage(asked);
  }

  #start(): Worker {
    const worker = this.#openWorker();
    this.#isReady = false;
    let failure = '';
    worker.on('message', (message: typeof ready | Replied) => this.#hear(worker, message));
    worker.on('error', (error) => {
      failure = `: ${error.message}`;
    });
    worker.on('exit', (code) => this.#ended(worker, `the native thread ended with ${code}${failure}`));
    return worker;
  }

  #hear(worker: Worker, message: typeof ready | Replied): void {
    // Who was left alone may still answer, too late for anybody.
    if (worker !== this.#worker) return;
    if (message === ready) {
      this.#isReady = true;
      if (this.#current !== undefined) this.#post(this.#current);
    } else if (message.id === this.#current?.asked.id) this.#finish(message.answer);
  }

  #ended(worker: Worker, why: string): void {
    this.#abandoned.delete(worker);
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    // What can't even start would not start for those behind either.
    if (!this.#isReady) for (const { resolve } of this.#waiting.splice(0)) resolve(refusal('failed', why));
    this.#finish(refusal('failed', why));
  }

  #finish(answer: Answer<unknown>): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const done = this.#current;
    this.#current = undefined;
    done?.resolve(answer);
    this.#next();
  }

  #limit(ms: number, why: string): void {
    clearTimeout(this.#timer);
    const timer = setTimeout(() => {
      // Was it this thread that was busy, or the computer asleep? What has come meanwhile is heard before, and stops this.
      setImmediate(() => {
        if (this.#timer !== timer) return;
        this.#abandon();
        this.#finish(refusal('timed-out', why));
      });
    }, ms);
    this.#timer = timer;
  }

  /** Should its call return some day, the worker ends. */
  #abandon(): void {
    const worker = this.#worker;
    if (worker === undefined || this.#current === undefined) return;
    this.#worker = undefined;
    this.#abandoned.set(worker, keyOf(this.#current.asked));
    // Terminating takes hold of the process again, until the worker has ended: never, for one that hangs.
    void worker.terminate();
    worker.unref();
  }

  /** An idle worker keeps no process alive, and ends after a while. */
  #rest(): void {
    const worker = this.#worker;
    if (worker === undefined) return;
    worker.unref();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#worker = undefined;
      void worker.terminate();
    }, this.#limits.idleMs).unref();
  }
}

function keyOf({ name, args }: Asked): string {
  return JSON.stringify([name, ...args.map(String)]);
}
