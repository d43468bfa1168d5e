import type { Assessment, Trigger } from '../agent-state.ts';
import type { Outbox } from '../outbox.ts';
import { LatestScan } from '../scanner/latest-scan.ts';
import { systemTimers, type Timers } from '../timers.ts';
import type { Connection } from './connection.ts';
import { queueReport } from './queue-report.ts';
import type { ReportingDeps } from './reporting-deps.ts';

export interface ReportQueueDeps
  extends Pick<ReportingDeps, 'describe' | 'now' | 'log' | 'timers' | 'policies' | 'onChange'> {
  readonly outbox: Outbox;
  /** One after the other with all else that touches the outbox. */
  readonly inTurn: (action: () => Promise<void>) => Promise<void>;
  readonly connection: () => Connection | null;
  /** Version of the assignment that this device holds. */
  readonly assignment: () => number;
  /** The sign-off that has begun. */
  readonly signOff: () => string | null;
}

/** Of each scan, what the endpoint has to hear. */
export class ReportQueue {
  readonly #deps: ReportQueueDeps;
  readonly #timers: Timers;
  readonly #latest = new LatestScan();
  #putOff: unknown = null;

  constructor(deps: ReportQueueDeps) {
    this.#deps = deps;
    this.#timers = deps.timers ?? systemTimers;
  }

  /** Says it, by what set off the scan. Resolves when it is on the disk, or can't be. */
  async add(assessment: Assessment, triggers: readonly Trigger[]): Promise<void> {
    this.#latest.keep(assessment);
    await this.#inTurn(assessment, triggers);
  }

  /** The endpoint wants a whole report. */
  answerWish(): void {
    const scan = this.#latest.takeUnanswered();
    if (scan !== null) this.#inTurn(scan, []).catch(() => undefined);
  }

  /** Nothing that was put off is said any more. */
  stop(): void {
    this.#timers.clear(this.#putOff);
    this.#putOff = null;
  }

  forget(): void {
    this.stop();
    this.#latest.keep(null);
  }

  #inTurn(assessment: Assessment, triggers: readonly Trigger[]): Promise<void> {
    return this.#deps.inTurn(() => this.#say(assessment, triggers));
  }

  async #say(assessment: Assessment, triggers: readonly Trigger[]): Promise<void> {
    const { onChange, policies, outbox } = this.#deps;
    const connection = this.#deps.connection();
    if (connection === null) return;
    const held = {
      assignment: this.#deps.assignment(),
      policy: policies.held,
      signOff: this.#deps.signOff(),
    };
    const queued = await queueReport(assessment, { ...this.#deps, ...held, connection, outbox, triggers });
    if (queued === 'nothing') return;
    if (queued !== 'added') {
      if (triggers.includes('user')) this.#sayIn(queued.dueInMs);
      return;
    }
    this.stop();
    onChange();
    connection.wakeReporter();
  }

  /** Who asks right after a report waits for the endpoint's word, and not in vain. */
  #sayIn(milliseconds: number): void {
    this.#putOff ??= this.#timers.set(() => {
      this.#putOff = null;
      const { scan } = this.#latest;
      if (scan !== null) this.#inTurn(scan, ['user']).catch(() => undefined);
    }, milliseconds);
  }
}
