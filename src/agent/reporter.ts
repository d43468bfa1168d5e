import type { DeviceAssignment } from '../protocol/assignment.ts';
import type { BundleKeys } from '../protocol/bundle-keys.ts';
import { type Acknowledgement, acknowledgement } from '../protocol/report.ts';
import type { KeyShared } from '../protocol/second-history.ts';
import type { SignOffNotice } from '../protocol/sign-off.ts';
import { backoff } from './endpoint/backoff.ts';
import type { DistrustReason } from './endpoint/check-certificate.ts';
import type { Answer, Endpoint } from './endpoint.ts';
import type { KeyRotation } from './identity/key-rotation.ts';
import type { Log } from './log.ts';
import type { ReportRecord } from './outbox/outbox-record.ts';
import type { Outbox } from './outbox.ts';
import { systemTimers, type Timers } from './timers.ts';

export interface ReporterDeps {
  readonly outbox: Outbox;
  /** Closed when the reporter stops. */
  readonly endpoint: Endpoint;
  readonly log: Log;
  /** What goes ahead of every report that is about to leave. Never throws. */
  readonly sendAhead: () => Promise<void>;
  /** Null: the key stays what it is. */
  readonly rotation: Pick<KeyRotation, 'isDue' | 'isPending' | 'ask' | 'prepare' | 'prove'> | null;
  readonly timers?: Timers;
  /** From 0 to 1. */
  readonly random?: () => number;
  /** Called when a report was acknowledged. */
  readonly onSent: (report: ReportRecord) => void;
  /** Called when something answered that is not taken for the endpoint; nothing was sent. */
  readonly onDistrust: (distrust: Distrust) => void;
  /** The endpoint asks for a whole report now. */
  readonly onWanted: () => void;
  /** IT has given this device something else than the report said it holds. */
  readonly onAssigned: (assignment: DeviceAssignment) => void;
  /** The endpoint's keys for files, as a report said that they are lacking. */
  readonly onBundleKeys: (keys: BundleKeys) => void;
  /** The endpoint has this version of the policy for this device. */
  readonly onPolicy: (version: number) => void;
  /** Another computer may use the key of this one; null: nothing speaks for it. With each acknowledgement, and some refusals. */
  readonly onKeyShared: (notice: KeyShared | null) => void;
  /** IT has begun the sign-off of this device; null: it has not, or has called it off. With each acknowledgement. */
  readonly onSignOff: (notice: SignOffNotice | null) => void;
  readonly onChange: () => void;
}

export interface Distrust {
  readonly reason: DistrustReason;
  readonly detail: string;
}

/** What the endpoint said: its code, and its sentence. */
export interface Refused {
  readonly reason: string;
  readonly detail: string;
}

/** `halted`: the endpoint does not know this device; sending on is of no use until it enrols anew. */
export type ReporterState =
  | { readonly state: 'idle' | 'sending' | 'waiting' }
  | ({ readonly state: 'distrusted' } & Distrust)
  | ({ readonly state: 'halted' } & Refused);

/** A halted reporter asks once in this time whether the endpoint knows the device again, as after a restored backup. */
const haltMs = 60 * 60_000;
/** Longer than any device needs for its next reports, should the endpoint hold others under their numbers. */
export const skippedNumbers = 1000;
/** Codes after which each further report would be refused alike. */
const haltingCodes = new Set(['unknown-epoch', 'device-revoked', 'signed-off']);

/** Takes the outbox's reports to the endpoint, one after the other, in order, until each is acknowledged. */
export class Reporter {
  readonly #deps: ReporterDeps;
  readonly #timers: Timers;
  readonly #stop = new AbortController();
  #state: ReporterState = { state: 'idle' };
  #refusal: Refused | null = null;
  #running: Promise<void> | null = null;
  #again = false;
  #timer: unknown = null;
  #failures = 0;
  #conflicted = false;
  /** While this is true only the timer may start the next attempt: the endpoint asked for patience. */
  #held = false;

  constructor(deps: ReporterDeps) {
    this.#deps = deps;
    this.#timers = deps.timers ?? systemTimers;
  }

  get state(): ReporterState {
    return this.#state;
  }

  /** What the endpoint said to the last report if it refused that one for good, else null. */
  get refusal(): Refused | null {
    return this.#refusal;
  }

  /** Something new is in the outbox, or the network is back: tries at once, unless the endpoint asked for patience. */
  wake(): void {
    if (this.#held || this.#stop.signal.aborted) return;
    this.#clearTimer();
    this.#again = true;
    this.#running ??= this.#run();
  }

  /** As after an endpoint that is away. */
  tryLater(): void {
    if (!this.#stop.signal.aborted) this.#tryLater(null);
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#clearTimer();
    await this.idle();
    this.#deps.endpoint.close();
  }

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
    this.#become({ state: 'sending' });
    await this.#deps.sendAhead();
    if (this.#isChangeOpen && (await this.#changeKey())) return;
    let going = true;
    while (going && !this.#stop.signal.aborted) {
      const report = await this.#deps.outbox.first();
      going = report === null ? await this.#atEnd() : await this.#deliver(report);
    }
  }

  async #atEnd(): Promise<boolean> {
    const { outbox, rotation } = this.#deps;
    if (outbox.waiting > 0) this.#tryLater(null);
    else if (rotation?.isDue && (await this.#changeKey())) return false;
    else this.#become({ state: 'idle' });
    if (this.#conflicted) {
      this.#conflicted = false;
      this.#deps.outbox.skipNumbers(skippedNumbers);
      this.#deps.onWanted();
    }
    return false;
  }

  /** The answer to a change of key was lost: which key the endpoint has must be known before anything is sent. */
  get #isChangeOpen(): boolean {
    const { rotation } = this.#deps;
    return rotation?.isPending === true && rotation.isDue;
  }

  /** Nothing is sent after that: who opens the connection anew does so with the new key. */
  async #changeKey(): Promise<boolean> {
    if ((await this.#deps.rotation?.ask()) !== true) return false;
    this.#held = true;
    this.#again = false;
    return true;
  }

  /** @returns whether the next report may follow at once. */
  async #deliver(report: ReportRecord): Promise<boolean> {
    const { endpoint } = this.#deps;
    const answer = await endpoint.post('/api/v1/reports', report.jws, acknowledgement, this.#stop.signal);
    if (this.#stop.signal.aborted) return false;
    if (answer.state === 'answered') return this.#acknowledged(report, answer.body);
    if (answer.state === 'refused') return this.#refused(report, answer);
    await this.#deps.rotation?.prepare();
    if (answer.state === 'distrusted') return this.#distrusted(answer);
    this.#deps.log.info(`The endpoint could not be reached: ${answer.detail}`);
    this.#tryLater(answer.retryAfterMs);
    return false;
  }

  async #acknowledged(report: ReportRecord, ack: Acknowledgement): Promise<boolean> {
    if (ack.epoch !== report.epoch || ack.sequence !== report.sequence) {
      this.#deps.log.warn('The endpoint acknowledged another report than the one it was sent.');
      this.#tryLater(null);
      return false;
    }
    this.#failures = 0;
    this.#refusal = null;
    await this.#deps.outbox.acknowledge(report);
    this.#deps.onSent(report);
    if (ack.newest !== undefined) this.#deps.outbox.passNumber(ack.newest);
    if (ack.want === 'assessment' || ack.newest !== undefined) this.#deps.onWanted();
    if (ack.assignment !== undefined) this.#deps.onAssigned(ack.assignment);
    if (ack.bundleKeys !== undefined) this.#deps.onBundleKeys(ack.bundleKeys);
    if (ack.policy !== undefined) this.#deps.onPolicy(ack.policy);
    this.#deps.onKeyShared(ack.keyShared ?? null);
    this.#deps.onSignOff(ack.signOff ?? null);
    return true;
  }

  async #refused(
    report: ReportRecord,
    { status, refusal }: Extract<Answer<never>, { state: 'refused' }>,
  ): Promise<boolean> {
    if (refusal.error === 'retired-key' && this.#isChangeOpen) {
      if (!(await this.#changeKey())) this.#tryLater(null);
      return false;
    }
    if (refusal.error === 'bad-signature' && (await this.#deps.rotation?.prove())) return true;
    this.#deps.log.error(
      `The endpoint refused report ${report.sequence}: ${refusal.message} (${refusal.error})`,
    );
    if (refusal.keyShared !== undefined) this.#deps.onKeyShared(refusal.keyShared);
    const refused = { reason: refusal.error, detail: refusal.message };
    if (status === 401 || haltingCodes.has(refusal.error)) {
      this.#halt(refused);
      return false;
    }
    this.#refusal = refused;
    if (refusal.error === 'sequence-conflict') this.#conflicted = true;
    if (await this.#deps.outbox.quarantine(report, `${refusal.error}: ${refusal.message}`)) return true;
    this.#tryLater(null);
    return false;
  }

  /** Tried again like an endpoint that is away: another network may lead to the right one. */
  #distrusted({ reason, detail }: Distrust): false {
    this.#deps.log.warn(`Nothing was sent: ${detail} (${reason})`);
    this.#deps.onDistrust({ reason, detail });
    this.#tryLater(null, { state: 'distrusted', reason, detail });
    return false;
  }

  #halt(refused: Refused): void {
    const { random = Math.random } = this.#deps;
    this.#held = true;
    this.#setTimer(haltMs * (1 + random() / 4));
    this.#become({ state: 'halted', ...refused });
  }

  #tryLater(retryAfterMs: number | null, state: ReporterState = { state: 'waiting' }): void {
    this.#failures += 1;
    const delay = backoff(this.#failures, this.#deps.random ?? Math.random);
    this.#held = retryAfterMs !== null;
    this.#setTimer(delay + (retryAfterMs ?? 0));
    this.#become(state);
  }

  #setTimer(milliseconds: number): void {
    this.#clearTimer();
    // A wake that came during the attempt is worth another one at once, but not against the endpoint's wish.
    if (this.#held) this.#again = false;
    this.#timer = this.#timers.set(() => {
      this.#timer = null;
      this.#held = false;
      this.wake();
    }, milliseconds);
  }

  #clearTimer(): void {
    if (this.#timer !== null) this.#timers.clear(this.#timer);
    this.#timer = null;
  }

  #become(state: ReporterState): void {
    this.#state = state;
    this.#deps.onChange();
  }
}
