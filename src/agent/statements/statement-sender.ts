import { type StatementReceipt, statementReceipt } from '../../protocol/statement.ts';
import { backoff } from '../endpoint/backoff.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Identity } from '../identity/opened-identity.ts';
import { describeError, type Log } from '../log.ts';
import { systemTimers, type Timers } from '../timers.ts';
import { type KeptStatement, type StatementBox, signStatement } from './statement-box.ts';

export interface StatementSenderDeps {
  readonly box: StatementBox;
  /** The reporter's; it closes it. */
  readonly endpoint: Pick<Endpoint, 'post'>;
  readonly identity: Identity;
  readonly device: string;
  readonly log: Log;
  readonly timers?: Timers;
  /** From 0 to 1. */
  readonly random?: () => number;
  readonly onChange: () => void;
}

/**
 * Takes what people say to the endpoint, beside the reports: it never waits for one of them, however many are queued.
 * Signed when it is sent, so that it outlives a new enrolment.
 */
export class StatementSender {
  readonly #deps: StatementSenderDeps;
  readonly #timers: Timers;
  readonly #stop = new AbortController();
  #running: Promise<void> | null = null;
  #again = false;
  #timer: unknown = null;
  #failures = 0;

  constructor(deps: StatementSenderDeps) {
    this.#deps = deps;
    this.#timers = deps.timers ?? systemTimers;
  }

  /** Something was said, or the network is back: tries at once. */
  wake(): void {
    if (this.#stop.signal.aborted) return;
    this.#again = true;
    this.#running ??= this.#run();
  }

  /** A suspected leak goes before whatever else is about to leave; where it can't now, nothing waits for it. */
  async sendAhead(): Promise<void> {
    if (this.#deps.box.first?.kind !== 'incident') return;
    this.wake();
    await this.idle();
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#clearTimer();
    await this.idle();
  }

  /** What is said during an attempt that fails is worth another one at once. */
  async #run(): Promise<void> {
    while (this.#again && !this.#stop.signal.aborted) {
      this.#again = false;
      this.#clearTimer();
      await this.#drain();
    }
    this.#running = null;
    this.#deps.onChange();
  }

  async #drain(): Promise<void> {
    try {
      for (let said = this.#deps.box.first; said !== null; said = this.#deps.box.first)
        if (!(await this.#deliver(said))) return this.#tryLater();
    } catch (error) {
      this.#deps.log.error(`A statement could not be sent: ${describeError(error)}`);
      this.#tryLater();
    }
  }

  /** @returns whether the next one may follow at once. */
  async #deliver(said: KeptStatement): Promise<boolean> {
    const { box, endpoint, identity, device, log } = this.#deps;
    const { id } = said;
    const jws = await signStatement(said, identity, device);
    const answer = await endpoint.post('/api/v1/statements', jws, statementReceipt, this.#stop.signal);
    if (this.#stop.signal.aborted) return false;
    if (answer.state === 'answered' && answer.body.id === id) return this.#delivered(answer.body);
    if (answer.state !== 'refused') return false;
    log.error(`The endpoint refused a statement: ${answer.refusal.message} (${answer.refusal.error})`);
    // A device that it does not know now may be enrolled anew; one that is signed off hears what becomes of it elsewhere.
    if (answer.status === 401 || answer.status === 410) return false;
    await box.refused(id, answer.refusal.message);
    return true;
  }

  async #delivered(receipt: StatementReceipt): Promise<true> {
    this.#failures = 0;
    await this.#deps.box.delivered(receipt);
    return true;
  }

  #tryLater(): void {
    if (this.#stop.signal.aborted) return;
    this.#failures += 1;
    const delay = backoff(this.#failures, this.#deps.random ?? Math.random);
    this.#timer = this.#timers.set(() => this.wake(), delay);
  }

  #clearTimer(): void {
    if (this.#timer !== null) this.#timers.clear(this.#timer);
    this.#timer = null;
  }
}
