import type { DeviceDescription } from '../probes/probe.ts';
import type { DeviceAssignment } from '../protocol/assignment.ts';
import type { StatementContent } from '../protocol/statement.ts';
import type { Assessment, ReportingState, SentReport } from './agent-state.ts';
import { type HeldAssignment, keepAssignment, readAssignment } from './assignment.ts';
import { Endpoint } from './endpoint.ts';
import { type EnrolmentOutcome, enrolDevice } from './enrolment.ts';
import { type Identity, type KeyProtector, openIdentity } from './identity.ts';
import { payloadOf } from './jws.ts';
import { forgetDistrust, keepDistrust } from './last-distrust.ts';
import { asSentReport, type LastSent, readLastSent, writeLastSent } from './last-sent.ts';
import { describeError, type Log } from './log.ts';
import { Outbox } from './outbox.ts';
import type { ReportRecord } from './outbox-record.ts';
import { PolicyFetcher } from './policy-fetcher.ts';
import type { PolicyStore } from './policy-store.ts';
import type { FindProxies } from './proxies.ts';
import { dueReport, makeReport } from './report.ts';
import { Reporter } from './reporter.ts';
import type { Enrolment, Settings } from './settings.ts';
import { type KeptStatement, StatementBox } from './statement-box.ts';
import { StatementSender } from './statement-sender.ts';
import type { Timers } from './timers.ts';

export interface ReportingDeps {
  readonly folder: string;
  readonly settings: Settings;
  readonly keyProtector: KeyProtector;
  readonly log: Log;
  readonly describe: () => Promise<DeviceDescription>;
  readonly now: () => Date;
  readonly findProxies?: FindProxies;
  readonly timers?: Timers;
  readonly onChange: () => void;
  /** IT has given this device something else, perhaps another profile: it is to be judged anew. */
  readonly onAssigned: () => void;
  readonly policies: PolicyStore;
  /** Another policy is in force. */
  readonly onPolicy: () => void;
}

/** Everything between an assessment and the endpoint: enrolment, key, outbox, reporter. */
export class Reporting {
  readonly #deps: ReportingDeps;
  readonly #outbox: Outbox;
  readonly #box: StatementBox;
  #sender: StatementSender | null = null;
  #enrolment: Enrolment | null = null;
  #held: HeldAssignment;
  #identity: Identity | null = null;
  /** Why there is no key though the device is enrolled. */
  #keyTrouble: string | null = null;
  #reporter: Reporter | null = null;
  #policyFetcher: PolicyFetcher | null = null;
  #lastSent: LastSent | null;
  #latest: Assessment | null = null;
  /** The scan that a wish of the endpoint was already answered with: an endpoint that always wishes gets one a scan. */
  #answered: Assessment | null = null;
  #working: Promise<unknown> = Promise.resolve();

  private constructor(deps: ReportingDeps, outbox: Outbox) {
    this.#deps = deps;
    this.#outbox = outbox;
    this.#box = StatementBox.open(deps.folder, deps.log);
    this.#lastSent = readLastSent(deps.folder);
    this.#held = readAssignment(deps.folder, null, deps.log);
  }

  static async open(deps: ReportingDeps): Promise<Reporting> {
    const reporting = new Reporting(deps, await Outbox.open({ folder: deps.folder, log: deps.log }));
    await reporting.followSettings();
    return reporting;
  }

  get enrolment(): Enrolment | null {
    return this.#enrolment;
  }

  /** What IT gave this device, as far as it has told. */
  get held(): HeldAssignment {
    return this.#held;
  }

  get keyProtection(): KeyProtector['kind'] {
    return this.#identity?.protection ?? this.#deps.keyProtector.kind;
  }

  lastReport(): SentReport | null {
    return this.#lastSent === null ? null : asSentReport(this.#lastSent);
  }

  state(): ReportingState {
    const { waiting } = this.#outbox;
    if (this.#enrolment === null) return { state: 'not-enrolled' };
    if (this.#keyTrouble !== null) return { state: 'refused', waiting, detail: this.#keyTrouble };
    const reporter = this.#reporter?.state ?? { state: 'idle' };
    if (reporter.state === 'halted') return { state: 'refused', waiting, detail: reporter.detail };
    const lastSentAt = this.#lastSentAt();
    if (reporter.state === 'distrusted') return { ...reporter, waiting };
    if (reporter.state === 'waiting') return { state: 'offline', waiting, lastSentAt };
    const refusal = this.#reporter?.refusal ?? null;
    if (waiting === 0 && refusal !== null) return { state: 'refused', waiting, detail: refusal };
    if (waiting === 0 && lastSentAt !== null) return { state: 'up-to-date', lastSentAt };
    return { state: 'sending', waiting };
  }

  get statements(): readonly KeptStatement[] {
    return this.#box.all;
  }

  /** What a person says to IT. Resolves when the disk has it. @throws the error of the file system. */
  async say(content: StatementContent): Promise<KeptStatement> {
    const said = await this.#box.add(content, this.#deps.now().toISOString());
    this.#deps.onChange();
    this.#sender?.wake();
    return said;
  }

  /** Takes up an enrolment that another program, such as the command line, stored. @returns whether it is a new one. */
  followSettings(): Promise<boolean> {
    return this.#inTurn(async () => {
      const enrolment = this.#deps.settings.get('enrolment');
      if (JSON.stringify(enrolment) === JSON.stringify(this.#enrolment)) return false;
      await this.#stopSending();
      this.#enrolment = enrolment;
      this.#held = readAssignment(this.#deps.folder, enrolment, this.#deps.log);
      this.#deps.policies.follow(enrolment);
      if (enrolment !== null) await this.#begin(enrolment);
      this.#deps.onChange();
      return true;
    });
  }

  /** Says to the endpoint what it has to hear of this assessment. Resolves when it is on the disk, or can't be. */
  async queue(assessment: Assessment): Promise<void> {
    this.#latest = assessment;
    await this.#inTurn(() => this.#queue(assessment));
  }

  async enrol(enrolmentString: string): Promise<EnrolmentOutcome> {
    const { folder, keyProtector, settings, describe, findProxies } = this.#deps;
    const description = await describe();
    const outcome = await enrolDevice(enrolmentString, {
      folder,
      keyProtector,
      description,
      ...(findProxies && { findProxies }),
    });
    if (!outcome.ok) return outcome;
    const stored = settings.set('enrolment', outcome.enrolment);
    await this.followSettings();
    if (!stored)
      return { ok: false, reason: 'not-stored', detail: 'The enrolment holds only until Deskward ends.' };
    return outcome;
  }

  /** The network is back. */
  wake(): void {
    this.#sender?.wake();
    this.#reporter?.wake();
  }

  /** Resolves when there is nothing more that can be sent now. */
  async settled(): Promise<void> {
    for (let before: unknown = null; before !== this.#working; ) {
      before = this.#working;
      await before;
      await this.#sender?.idle();
      await this.#reporter?.idle();
    }
  }

  async close(): Promise<void> {
    await this.#stopSending();
    await this.#working;
    await this.#outbox.close();
  }

  async #begin(enrolment: Enrolment): Promise<void> {
    const { origin, pin, device, epoch } = enrolment;
    const { folder, keyProtector, log, findProxies, timers, now, onChange, policies } = this.#deps;
    const opened = await openIdentity(folder, keyProtector);
    this.#identity = opened.ok ? opened.identity : null;
    this.#keyTrouble = opened.ok ? null : opened.detail;
    if (!opened.ok) log.error(`The key of this device can't be used: ${opened.detail}`);
    await this.#outbox.begin(device, epoch);
    const endpoint = new Endpoint({ origin, pin }, { now, ...(findProxies && { findProxies }) });
    if (opened.ok) {
      const asks = { endpoint, identity: opened.identity, device, log };
      const policyCame = (taken: boolean) => this.#policyCame(taken);
      this.#policyFetcher = new PolicyFetcher({ ...asks, policies, now, onChange: policyCame });
      const box = this.#box;
      this.#sender = new StatementSender({ ...asks, box, onChange, ...(timers && { timers }) });
      this.#sender.wake();
    }
    this.#reporter = new Reporter({
      outbox: this.#outbox,
      endpoint,
      log,
      ...(timers && { timers }),
      onSent: (report) => this.#sent(report),
      onDistrust: (distrust) =>
        keepDistrust(folder, { device, epoch, at: now().toISOString(), ...distrust }, log),
      onWanted: () => this.#wanted(),
      onAssigned: (assignment) => void this.#inTurn(() => this.#assigned(enrolment, assignment)),
      onPolicy: (version) => void this.#policyFetcher?.fetch(version),
      onChange,
    });
    if (this.#outbox.waiting > 0) this.#reporter.wake();
  }

  async #stopSending(): Promise<void> {
    await this.#sender?.stop();
    await this.#reporter?.stop();
    this.#sender = null;
    this.#reporter = null;
  }

  async #queue(assessment: Assessment): Promise<void> {
    const { log, describe, now } = this.#deps;
    const identity = this.#identity;
    if (this.#enrolment === null || identity === null) return;
    const { device, epoch } = this.#enrolment;
    // A disk that was full at enrolment may have room now.
    if (!(await this.#outbox.begin(device, epoch))) return;
    const description = await describe();
    const kind = dueReport(this.#outbox.head, this.#outbox.waiting, assessment, now());
    if (kind === null) return;
    const added = await this.#outbox.append((head) =>
      makeReport(head, identity, {
        kind,
        assessment,
        description,
        assignment: this.#held.version,
        policy: this.#deps.policies.held,
        now: now(),
      }),
    );
    if (!added.ok) log.error(`The report could not be kept for sending: ${added.detail}`);
    this.#deps.onChange();
    this.#reporter?.wake();
  }

  #wanted(): void {
    this.#outbox.forgetDigest();
    const latest = this.#latest;
    if (latest === null || this.#answered === latest) return;
    this.#answered = latest;
    this.queue(latest).catch(() => undefined);
  }

  async #assigned(enrolment: Enrolment, assignment: DeviceAssignment): Promise<void> {
    // The answer to an older report, which said what it held then.
    if (assignment.version === this.#held.version) return;
    this.#held = await keepAssignment(this.#deps.folder, enrolment, assignment, this.#deps.log);
    this.#deps.onAssigned();
  }

  /** What was refused is told at once, in a whole report: a roll-out may have to stop. */
  #policyCame(taken: boolean): void {
    if (!taken) this.#outbox.forgetDigest();
    this.#deps.onPolicy();
  }

  #sent(report: ReportRecord): void {
    const { folder, log, now } = this.#deps;
    const { device, epoch } = report;
    this.#lastSent = { device, epoch, sentAt: now().toISOString(), payload: payloadOf(report.jws) };
    try {
      writeLastSent(folder, this.#lastSent);
      forgetDistrust(folder);
    } catch (error) {
      log.warn(`The last sent report could not be kept: ${describeError(error)}`);
    }
    this.#deps.onChange();
  }

  /** What an earlier enrolment sent says nothing of this one. */
  #lastSentAt(): string | null {
    const sent = this.#lastSent;
    if (sent?.device !== this.#enrolment?.device || sent?.epoch !== this.#enrolment?.epoch) return null;
    return sent?.sentAt ?? null;
  }

  /** One thing at a time; what goes wrong is a bug, told to the caller and in the log. */
  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const run = this.#working.then(action);
    this.#working = run.catch((error: unknown) => {
      this.#deps.log.error(`Reporting went wrong: ${describeError(error)}`);
    });
    return run;
  }
}
