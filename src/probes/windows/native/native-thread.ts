import type { Worker } from 'node:worker_threads';
import { type Answer, refusal } from '../answer.ts';

/** Milliseconds; each may be set for a test. */
export interface NativeLimits {
  /** That one question may take. */
  readonly budgetMs: number;
  /** More for the first question to a new worker, which has to start. */
  readonly startMs: number;
  /** Without a question, after which the worker ends: it holds some megabytes. */
  readonly idleMs: number;
  /** For which a question that hung is not asked again. */
  readonly restMs: number;
  /** Workers that may be lost to calls which never return, before nothing is asked any more. */
  readonly mostAbandoned: number;
}

const usual: NativeLimits = {
  budgetMs: 2000,
  startMs: 3000,
  idleMs: 5000,
  restMs: 600_000,
  mostAbandoned: 4,
};

export interface Asked {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}
export interface Replied {
  readonly id: number;
  readonly answer: Answer<unknown>;
}

interface Question extends Asked {
  resolve(answer: Answer<unknown>): void;
}

/**
 * Asks a worker thread, one question after the other. A native call that does not return can be ended by nobody: its
 * question is answered `timed-out`, its worker left alone, and a new one takes the questions behind it.
 */
export class NativeThread {
  readonly #openWorker: () => Worker;
  readonly #limits: NativeLimits;
  readonly #waiting: Question[] = [];
  readonly #hungAt = new Map<string, number>();
  #current: Question | null = null;
  #worker: Worker | null = null;
  #timer: NodeJS.Timeout | undefined;
  #abandoned = 0;
  #lastId = 0;

  constructor(openWorker: () => Worker, limits: Partial<NativeLimits> = {}) {
    this.#openWorker = openWorker;
    this.#limits = { ...usual, ...limits };
  }

  /** Workers that hang in a call: while there is one, the process can't end by itself. */
  get abandoned(): number {
    return this.#abandoned;
  }

  ask(name: string, args: readonly unknown[]): Promise<Answer<unknown>> {
    return new Promise((resolve) => {
      this.#lastId += 1;
      this.#waiting.push({ id: this.#lastId, name, args, resolve });
      if (this.#current === null) this.#next();
    });
  }

  #next(): void {
    clearTimeout(this.#timer);
    const question = this.#waiting.shift();
    this.#current = question ?? null;
    if (question === undefined) {
      this.#rest();
      return;
    }
    const refused = this.#refused(question.name);
    if (refused !== undefined) {
      this.#answer(question, refused);
      return;
    }
    const { budgetMs, startMs } = this.#limits;
    const allowedMs = this.#worker === null ? budgetMs + startMs : budgetMs;
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#timer = setTimeout(() => this.#abandon(question), allowedMs);
    const { id, name, args } = question;
    this.#worker.postMessage({ id, name, args });
  }

  #refused(name: string): Answer<never> | undefined {
    const { mostAbandoned, restMs } = this.#limits;
    if (this.#abandoned >= mostAbandoned) return refusal('timed-out', 'Windows answers no calls');
    const hungAt = this.#hungAt.get(name);
    if (hungAt === undefined || performance.now() - hungAt >= restMs) return undefined;
    return refusal('timed-out', `${name} did not return before`);
  }

  #start(): Worker {
    const worker = this.#openWorker();
    worker.on('message', ({ id, answer }: Replied) => {
      if (this.#current?.id === id) this.#answer(this.#current, answer);
    });
    const gone = (why: string): void => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      if (this.#current !== null) this.#answer(this.#current, refusal('failed', why));
    };
    worker.on('error', (error) => gone(error.message));
    worker.on('exit', (code) => gone(`the worker ended with ${code}`));
    return worker;
  }

  #answer(question: Question, answer: Answer<unknown>): void {
    question.resolve(answer);
    this.#next();
  }

  #abandon(question: Question): void {
    this.#worker?.unref();
    this.#worker?.removeAllListeners();
    this.#worker = null;
    this.#abandoned += 1;
    this.#hungAt.set(question.name, performance.now());
    this.#answer(question, refusal('timed-out', `${question.name} did not return in time`));
  }

  /** An idle worker keeps no process alive, and ends after a while. */
  #rest(): void {
    const worker = this.#worker;
    if (worker === null) return;
    worker.unref();
    this.#timer = setTimeout(() => {
      this.#worker = null;
      void worker.terminate();
    }, this.#limits.idleMs);
    this.#timer.unref();
  }
}
