import type { DeviceAssignment } from '../protocol/assignment.ts';
import type { FirstReport } from '../protocol/key-rotation.ts';
import type { KeyShared } from '../protocol/second-history.ts';
import type { SignedOff, SignOffNotice } from '../protocol/sign-off.ts';
import type { StatementContent } from '../protocol/statement.ts';
import type { Assessment, ReportingState, SentReport, Trigger } from './agent-state.ts';
import { type HeldAssignment, keepAssignment, readAssignment } from './assignment.ts';
import { ByFile } from './by-file.ts';
import { type EnrolmentOutcome, enrolDevice } from './enrolment.ts';
import type { Identity, KeyProtection } from './identity/opened-identity.ts';
import { SharedKeyKeeper } from './identity/shared-key.ts';
import { describeError } from './log.ts';
import type { ReportRecord } from './outbox/outbox-record.ts';
import { Outbox } from './outbox.ts';
import { Connection } from './reporting/connection.ts';
import { LastSentKeeper } from './reporting/last-sent-keeper.ts';
import { ReportQueue } from './reporting/report-queue.ts';
import type { ReportingDeps } from './reporting/reporting-deps.ts';
import { reportingState } from './reporting/reporting-state.ts';
import { Turns } from './reporting/turns.ts';
import { useNewKey } from './reporting/use-new-key.ts';
import type { Enrolment } from './settings.ts';
import { SignOffKeeper } from './sign-off/sign-off-keeper.ts';
import type { SignOff } from './sign-off.ts';
import { type KeptStatement, StatementBox } from './statements/statement-box.ts';
import { finishWipe, isToForget, wipe } from './wipe.ts';

/** Everything between an assessment and the endpoint: enrolment, key, outbox, reporter. */
export class Reporting {
  readonly #deps: ReportingDeps;
  readonly #outbox: Outbox;
  #box: StatementBox;
  readonly #signOff: SignOffKeeper;
  readonly #sharedKey: SharedKeyKeeper;
  #connection: Connection | null = null;
  /** What goes by file where no network leads to the endpoint. */
  readonly byFile: ByFile;
  #held: HeldAssignment;
  readonly #lastSent: LastSentKeeper;
  readonly #queue: ReportQueue;
  readonly #turns: Turns;

  private constructor(deps: ReportingDeps, outbox: Outbox) {
    this.#deps = deps;
    this.#turns = new Turns((error) => deps.log.error(`Reporting went wrong: ${describeError(error)}`));
    this.#outbox = outbox;
    this.#box = StatementBox.open(deps.folder, deps.log);
    this.#signOff = new SignOffKeeper(deps.folder, deps.log);
    this.#sharedKey = new SharedKeyKeeper(deps.folder, deps.log);
    this.#lastSent = new LastSentKeeper(deps.folder, deps.log);
    this.#held = readAssignment(deps.folder, null, deps.log);
    this.#queue = new ReportQueue({
      ...deps,
      outbox,
      inTurn: (action) => this.#turns.take(action),
      connection: () => this.#connection,
      assignment: () => this.#held.version,
      signOff: () => this.#signOff.pendingId,
    });
    this.byFile = new ByFile({
      ...deps,
      outbox,
      signOff: this.#signOff,
      inTurn: (action) => this.#turns.take(action),
      box: () => this.#box,
      connection: () => this.#connection,
      assignment: () => this.#held.version,
      onAssigned: (enrolment, assignment) => this.#assigned(enrolment, assignment),
      onJoined: (enrolment) => this.#joined(enrolment),
      onSent: (report) => this.#sent(report),
      onWanted: () => this.#wanted(),
      onKeyShared: (notice) => this.#keyShared(notice),
      onKeyChanged: (enrolment, next, from) => this.#keyChanged(enrolment, next, from),
      onSignOff: (notice) => this.#signOffTold(notice),
      onSignedOff: (record) => this.#signedOff(record),
      onPolicy: (taken) => this.#policyCame(taken),
    });
  }

  static async open(deps: ReportingDeps): Promise<Reporting> {
    await finishWipe(deps);
    const reporting = new Reporting(deps, await Outbox.open({ folder: deps.folder, log: deps.log }));
    await reporting.followSettings();
    await reporting.byFile.follow();
    if (reporting.#signOff.awaitsScan) reporting.#outbox.forgetDigest();
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
    return this.#lastSent.report;
  }

  state(): ReportingState {
    const lastSentAt = this.#lastSent.at(this.enrolment);
    const { waiting } = this.#outbox;
    return reportingState({
      connection: this.#connection,
      joining: this.byFile.joining,
      waiting,
      lastSentAt,
    });
  }

  get statements(): readonly KeptStatement[] {
    return this.#box.all;
  }

  get signOff(): SignOff | null {
    return this.#signOff.held;
  }

  /** Another computer may use the key of this one; null where the endpoint saw no sign of it. */
  get sharedKey(): KeyShared | null {
    return this.#sharedKey.held;
  }

  /** What a person says to IT. Resolves when the disk has it. @throws the error of the file system. */
  async say(content: StatementContent): Promise<void> {
    await this.#box.add(content, this.#deps.now().toISOString());
    this.#deps.onChange();
    this.#connection?.wakeSender();
  }

  /** Takes up an enrolment that another program, such as the command line, stored. @returns whether it is a new one. */
  followSettings(): Promise<boolean> {
    return this.#turns.take(() => this.#follow());
  }

  async #follow(): Promise<boolean> {
    const enrolment = this.#deps.settings.get('enrolment');
    if (JSON.stringify(enrolment) === JSON.stringify(this.enrolment)) return false;
    await this.#connection?.stop();
    this.#connection = null;
    this.#held = readAssignment(this.#deps.folder, enrolment, this.#deps.log);
    this.#deps.policies.follow(enrolment);
    this.#sharedKey.follow(enrolment?.device);
    if (enrolment !== null) this.#connection = await this.#connect(enrolment);
    this.#deps.onChange();
    return true;
  }

  /** Where it can't be stored it holds until the agent ends, and the reply brings it once more. */
  async #joined(enrolment: Enrolment): Promise<boolean> {
    const isStored = this.#deps.settings.set('enrolment', enrolment);
    this.byFile.joined(isStored);
    await this.#follow();
    return isStored;
  }

  /**
   * Says to the endpoint what it has to hear of this assessment, by what set it off. Resolves when it is on the disk, or
   * can't be.
   */
  queue(assessment: Assessment, triggers: readonly Trigger[] = []): Promise<void> {
    return this.#queue.add(assessment, triggers);
  }

  async enrol(enrolmentString: string): Promise<EnrolmentOutcome> {
    const { folder, keyProtector, describe, findProxies } = this.#deps;
    const asks = { folder, keyProtector, description: await describe(), ...(findProxies && { findProxies }) };
    const outcome = await enrolDevice(enrolmentString, asks);
    if (!outcome.ok) return outcome;
    const stored = await this.#turns.take(() => this.#joined(outcome.enrolment));
    const detail = 'The enrolment holds only until Deskward ends.';
    return stored ? outcome : { ok: false, reason: 'not-stored', detail };
  }

  wake(): void {
    this.#connection?.wakeSender();
    this.#connection?.wakeReporter();
  }

  /** Resolves when there is nothing more that can be sent now. */
  settled(): Promise<void> {
    return this.#turns.idle(() => this.#connection?.idle());
  }

  async close(): Promise<void> {
    this.#queue.stop();
    await this.#connection?.stop();
    await this.#turns.take(async () => undefined);
    await this.#outbox.close();
  }

  async #connect(enrolment: Enrolment): Promise<Connection> {
    await this.#signOff.follow(enrolment);
    return Connection.open({
      ...this.#deps,
      enrolment,
      outbox: this.#outbox,
      box: this.#box,
      onSent: (report) => this.#sent(report),
      onWanted: () => this.#wanted(),
      onAssigned: (assignment) => void this.#turns.take(() => this.#assigned(enrolment, assignment)),
      onBundleKeys: (bundleKeys) => this.#keep({ ...enrolment, bundleKeys }),
      onPolicy: (taken) => this.#policyCame(taken),
      onKeyShared: (notice) => void this.#turns.take(() => this.#keyShared(notice)),
      onKeyChanged: (...changed) => void this.#turns.take(() => this.#keyChanged(enrolment, ...changed)),
      onSignOff: (notice) => void this.#turns.take(() => this.#signOffTold(notice)),
      onSignedOff: (record) => void this.#turns.take(() => this.#signedOff(record)),
    });
  }

  /** What the enrolment did not bring. Where it can't be stored the next report asks for it again. */
  #keep(enrolment: Enrolment): void {
    if (this.#deps.settings.set('enrolment', enrolment)) void this.followSettings();
  }

  #wanted(): void {
    this.#outbox.forgetDigest();
    this.#queue.answerWish();
  }

  async #assigned(enrolment: Enrolment, assignment: DeviceAssignment): Promise<void> {
    // The answer to an older report, which said what it held then.
    if (assignment.version === this.#held.version) return;
    this.#held = await keepAssignment(this.#deps.folder, enrolment, assignment, this.#deps.log);
    this.#deps.onAssigned();
  }

  async #keyChanged(enrolment: Enrolment, next: Identity, from: FirstReport | undefined): Promise<void> {
    const identity = this.#connection?.identity ?? null;
    const parts = { ...this.#deps, identity, outbox: this.#outbox };
    if (!(await useNewKey(next, from, enrolment, parts))) return this.#connection?.tryLater();
    await this.#connection?.stop();
    this.#connection = await this.#connect(this.#deps.settings.get('enrolment') ?? enrolment);
    this.#wanted();
  }

  async #keyShared(notice: KeyShared | null): Promise<boolean> {
    const isNews = await this.#sharedKey.told(notice);
    if (isNews) this.#deps.onChange();
    return isNews;
  }

  /** The last scan is a whole one, whatever was said before. */
  async #signOffTold(notice: SignOffNotice | null): Promise<boolean> {
    if (!(await this.#signOff.told(notice))) return false;
    this.#outbox.forgetDigest();
    this.#deps.onSignOff();
    return true;
  }

  /** Nothing is sent any more from here on; what the agent kept it removes itself, once nothing writes there. */
  async #signedOff(record: SignedOff): Promise<void> {
    if (this.enrolment?.device !== record.device) return;
    await this.#connection?.stop();
    this.#connection = null;
    await this.#signOff.beginWipe(record, this.#box.waiting);
    this.#deps.onSignedOff();
  }

  /** Call it when no scan runs. A device that another program has enrolled anew meanwhile has nothing to forget. */
  forgetAll(): Promise<void> {
    return this.#turns.take(async () => {
      const { folder, log, policies, settings } = this.#deps;
      if (!isToForget(this.#signOff.held, settings)) return;
      await this.#outbox.close();
      if (await wipe(this.#deps)) await this.#signOff.endWipe();
      this.#box = StatementBox.open(folder, log);
      this.#held = readAssignment(folder, null, log);
      this.#lastSent.forget();
      this.#queue.forget();
      this.byFile.forget();
      policies.follow(null);
    });
  }

  /** What was refused is told at once, in a whole report: a roll-out may have to stop. */
  #policyCame(taken: boolean): void {
    if (!taken) this.#outbox.forgetDigest();
    this.#deps.onPolicy();
  }

  #sent(report: ReportRecord): void {
    const sentAt = this.#deps.now().toISOString();
    void this.#turns.take(() => this.#signOff.sent(report, sentAt));
    this.#lastSent.keep(report, sentAt);
    this.#deps.onChange();
  }
}
