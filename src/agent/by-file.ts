import type { FirstReport } from '../protocol/key-rotation.ts';
import { type ExportOutcome, exportBundle } from './by-file/export-bundle.ts';
import { readLastReply } from './by-file/last-reply.ts';
import { checkReply, type ReplyDeps, type ReplyOutcome, takeReply } from './by-file/take-reply.ts';
import {
  beginJoining,
  endJoining,
  type Joining,
  type JoiningOutcome,
  readJoining,
} from './enrolment/joining.ts';
import { keysBeside } from './identity/key-beside.ts';
import type { Identity } from './identity/opened-identity.ts';
import { openIdentity } from './identity.ts';
import type { Connection } from './reporting/connection.ts';
import type { ReportingDeps } from './reporting/reporting-deps.ts';
import type { Enrolment } from './settings.ts';
import type { SignOffKeeper } from './sign-off/sign-off-keeper.ts';

type Given = Pick<
  ReportingDeps,
  'folder' | 'log' | 'keyProtector' | 'describe' | 'now' | 'policies' | 'onChange'
>;

export interface ByFileDeps
  extends Given,
    Omit<ReplyDeps, 'now' | 'box' | 'assignment' | 'onAssigned' | 'next' | 'onKeyChanged'> {
  readonly box: () => ReplyDeps['box'];
  /** Null where this device is not enrolled. */
  readonly connection: () => Connection | null;
  /** Version of the assignment that this device holds. */
  readonly assignment: () => number;
  readonly signOff: SignOffKeeper;
  /** One thing at a time, with whatever else is done to outbox and enrolment. */
  readonly inTurn: <T>(action: () => Promise<T>) => Promise<T>;
  readonly onAssigned: (
    enrolment: Enrolment,
    assignment: Parameters<ReplyDeps['onAssigned']>[0],
  ) => Promise<unknown>;
  readonly onKeyChanged: (enrolment: Enrolment, next: Identity, from: FirstReport) => Promise<unknown>;
  /** A reply has brought the enrolment that was asked for. */
  readonly onJoined: (enrolment: Enrolment) => Promise<unknown>;
  readonly onPolicy: (taken: boolean) => void;
}

/** What a device and its endpoint say to each other through files, joining included. */
export class ByFile {
  readonly #deps: ByFileDeps;
  #joining: Joining | null = null;

  constructor(deps: ByFileDeps) {
    this.#deps = deps;
  }

  /** Null where this device does not ask to be enrolled. */
  get joining(): Joining | null {
    return this.#joining;
  }

  /** Takes up a request to join that another program has left. */
  follow(): Promise<void> {
    return this.#deps.inTurn(() => this.#follow());
  }

  /** Takes up IT's file for a machine that no network reaches: what is exported next asks for it to be enrolled. */
  async join(text: string): Promise<JoiningOutcome> {
    const { folder, keyProtector, describe, now, inTurn } = this.#deps;
    const asks = { folder, keyProtector, description: await describe(), now: now() };
    return inTurn(async () => {
      const outcome = await beginJoining(text, asks);
      await this.#follow();
      return outcome;
    });
  }

  /** It has joined, in whatever way. @param isStored else the reply has to bring it once more. */
  joined(isStored: boolean): void {
    if (isStored) endJoining(this.#deps.folder, this.#deps.log);
    this.forget();
  }

  forget(): void {
    this.#joining = null;
  }

  /** Writes what waits to a file for the endpoint. It goes on waiting. */
  exportTo(file: string): Promise<ExportOutcome> {
    const { folder, outbox, policies, now, inTurn } = this.#deps;
    return inTurn(async () => {
      const connection = this.#deps.connection();
      return exportBundle(file, {
        connection,
        joining: this.#joining,
        reports: await outbox.all(),
        statements: this.#deps.box().all,
        next: await this.#next(),
        head: outbox.head,
        held: { assignment: this.#deps.assignment(), policy: policies.held },
        answered: readLastReply(folder, connection?.enrolment ?? null),
        now: now(),
      });
    });
  }

  async #next(): Promise<Identity | null> {
    const { folder, keyProtector } = this.#deps;
    const opened = await openIdentity(folder, keyProtector, keysBeside.next);
    return opened.ok ? opened.identity : null;
  }

  /** What the endpoint answered to such a file. */
  takeReply(text: string): Promise<ReplyOutcome> {
    const { inTurn, connection, onPolicy, onChange } = this.#deps;
    return inTurn(async () => {
      const outcome = await this.#take(text);
      if (outcome.ok && outcome.policy !== null) onPolicy(outcome.policy.taken);
      connection()?.wakeReporter();
      onChange();
      return outcome;
    });
  }

  async #take(text: string): Promise<ReplyOutcome> {
    const { folder, now, onJoined, onAssigned, onKeyChanged } = this.#deps;
    const checked = checkReply(text, folder, this.#deps.connection()?.enrolment ?? null);
    if (!checked.ok) return checked;
    const { enrolment } = checked;
    if (checked.joins) await onJoined(enrolment);
    return takeReply(checked, {
      ...this.#deps,
      box: this.#deps.box(),
      now: now(),
      assignment: this.#deps.assignment(),
      onAssigned: (given) => onAssigned(enrolment, given),
      next: await this.#next(),
      onKeyChanged: (next, from) => onKeyChanged(enrolment, next, from),
    });
  }

  /** Who asks to join is signed off no longer. */
  async #follow(): Promise<void> {
    const { folder, log, signOff, connection, onChange } = this.#deps;
    this.#joining = readJoining(folder, connection()?.enrolment ?? null);
    if (this.#joining !== null) await signOff.leaveBehind();
    // A crash came between the enrolment and this.
    else if (readJoining(folder, null) !== null) endJoining(folder, log);
    onChange();
  }
}
