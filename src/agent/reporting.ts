import type { DeviceDescription } from '../probes/probe.ts';
import type { DeviceAssignment } from '../protocol/assignment.ts';
import { lacksBundleKeys } from '../protocol/bundle-keys.ts';
import type { StatementContent } from '../protocol/statement.ts';
import type { Assessment, ReportingState, SentReport } from './agent-state.ts';
import { type HeldAssignment, keepAssignment, readAssignment } from './assignment.ts';
import { Connection } from './connection.ts';
import { type EnrolmentOutcome, enrolDevice } from './enrolment.ts';
import { type ExportOutcome, exportBundle } from './export-bundle.ts';
import type { KeyProtection, KeyProtector } from './identity.ts';
import { payloadOf } from './jws.ts';
import { forgetDistrust } from './last-distrust.ts';
import { asSentReport, type LastSent, readLastSent, writeLastSent } from './last-sent.ts';
import { describeError, type Log } from './log.ts';
import { Outbox } from './outbox.ts';
import type { ReportRecord } from './outbox-record.ts';
import type { PolicyStore } from './policy-store.ts';
import type { FindProxies } from './proxies.ts';
import { dueReport, makeReport } from './report.ts';
import { reportingState } from './reporting-state.ts';
import type { Enrolment, Settings } from './settings.ts';
import { type KeptStatement, StatementBox } from './statement-box.ts';
import { type ReplyOutcome, takeReply } from './take-reply.ts';
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
  #connection: Connection | null = null;
  #held: HeldAssignment;
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
    return this.#connection?.enrolment ?? null;
  }

  /** What IT gave this device, as far as it has told. */
  get held(): HeldAssignment {
    return this.#held;
  }

  get keyProtection(): KeyProtection {
    return this.#connection?.identity?.protection ?? this.#deps.keyProtector.kind;
  }

  lastReport(): SentReport | null {
    return this.#lastSent === null ? null : asSentReport(this.#lastSent);
  }

  state(): ReportingState {
    return reportingState({
      connection: this.#connection,
      waiting: this.#outbox.waiting,
      lastSentAt: this.#lastSentAt(),
    });
  }

  get statements(): readonly KeptStatement[] {
    return this.#box.all;
  }

  /** What a person says to IT. Resolves when the disk has it. @throws the error of the file system. */
  async say(content: StatementContent): Promise<KeptStatement> {
    const said = await this.#box.add(content, this.#deps.now().toISOString());
    this.#deps.onChange();
    this.#connection?.wakeSender();
    return said;
  }

  /** Takes up an enrolment that another program, such as the command line, stored. @returns whether it is a new one. */
  followSettings(): Promise<boolean> {
    return this.#inTurn(async () => {
      const enrolment = this.#deps.settings.get('enrolment');
      if (JSON.stringify(enrolment) === JSON.stringify(this.enrolment)) return false;
      await this.#connection?.stop();
      this.#connection = null;
      this.#held = readAssignment(this.#deps.folder, enrolment, this.#deps.log);
      this.#deps.policies.follow(enrolment);
      if (enrolment !== null) this.#connection = await this.#connect(enrolment);
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

  /** Writes what waits to a file for the endpoint. It goes on waiting. */
  exportTo(file: string): Promise<ExportOutcome> {
    const { policies, now } = this.#deps;
    return this.#inTurn(async () =>
      exportBundle(file, {
        connection: this.#connection,
        reports: await this.#outbox.all(),
        statements: this.#box.all,
        held: { assignment: this.#held.version, policy: policies.held },
        now: now(),
      }),
    );
  }

  /** What the endpoint answered to such a file. */
  takeReply(text: string): Promise<ReplyOutcome> {
    const { policies, now, onChange } = this.#deps;
    return this.#inTurn(async () => {
      const { enrolment } = this;
      const outcome = await takeReply(text, {
        enrolment,
        outbox: this.#outbox,
        box: this.#box,
        policies,
        now: now(),
        assignment: this.#held.version,
        onAssigned: async (given) => enrolment && this.#assigned(enrolment, given),
        onSent: (report) => this.#sent(report),
        onWanted: () => this.#wanted(),
      });
      if (outcome.ok && outcome.policy !== null) this.#policyCame(outcome.policy.taken);
      this.#connection?.wakeReporter();
      onChange();
      return outcome;
    });
  }

  /** The network is back. */
  wake(): void {
    this.#connection?.wakeSender();
    this.#connection?.wakeReporter();
  }

  /** Resolves when there is nothing more that can be sent now. */
  async settled(): Promise<void> {
    for (let before: unknown = null; before !== this.#working; ) {
      before = this.#working;
      await before;
      await this.#connection?.idle();
    }
  }

  async close(): Promise<void> {
    await this.#connection?.stop();
    await this.#working;
    await this.#outbox.close();
  }

  #connect(enrolment: Enrolment): Promise<Connection> {
    return Connection.open({
      ...this.#deps,
      enrolment,
      outbox: this.#outbox,
      box: this.#box,
      onSent: (report) => this.#sent(report),
      onWanted: () => this.#wanted(),
      onAssigned: (assignment) => void this.#inTurn(() => this.#assigned(enrolment, assignment)),
      onBundleKeys: (bundleKeys) => this.#keep({ ...enrolment, bundleKeys }),
      onPolicy: (taken) => this.#policyCame(taken),
    });
  }

  async #queue(assessment: Assessment): Promise<void> {
    const { log, describe, now } = this.#deps;
    const connection = this.#connection;
    const identity = connection?.identity ?? null;
    if (connection === null || identity === null) return;
    const { device, epoch } = connection.enrolment;
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
        ...(connection.enrolment.bundleKeys === null && { lacks: [lacksBundleKeys] }),
        now: now(),
      }),
    );
    if (!added.ok) log.error(`The report could not be kept for sending: ${added.detail}`);
    this.#deps.onChange();
    connection.wakeReporter();
  }

  /** What the enrolment did not bring. Where it can't be stored the next report asks for it again. */
  #keep(enrolment: Enrolment): void {
    if (this.#deps.settings.set('enrolment', enrolment)) void this.followSettings();
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
    const enrolment = this.enrolment;
    if (sent?.device !== enrolment?.device || sent?.epoch !== enrolment?.epoch) return null;
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
