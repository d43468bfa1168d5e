import type { SignedOff, SignOffNotice } from '../../protocol/sign-off.ts';
import { payloadOf } from '../identity/jws.ts';
import type { Log } from '../log.ts';
import type { ReportRecord } from '../outbox/outbox-record.ts';
import type { Enrolment } from '../settings.ts';
import { deviceOf, keepSignOff, readSignOff, type SignOff } from '../sign-off.ts';

/** Where the sign-off of this device stands, in memory and on the disk. */
export class SignOffKeeper {
  readonly #folder: string;
  readonly #log: Log;
  #held: SignOff | null;

  constructor(folder: string, log: Log) {
    this.#folder = folder;
    this.#log = log;
    this.#held = readSignOff(folder);
  }

  get held(): SignOff | null {
    return this.#held;
  }

  /** The one that has begun; what reports carry. */
  get pendingId(): string | null {
    return this.#held?.state === 'pending' ? this.#held.notice.id : null;
  }

  /** One has begun, and its last scan, which is a whole report, has not reached IT. */
  get awaitsScan(): boolean {
    return this.#held?.state === 'pending' && this.#held.lastScanSentAt === null;
  }

  /** What another device was told says nothing of this one. */
  async follow({ device }: Enrolment): Promise<void> {
    if (this.#held !== null && deviceOf(this.#held) !== device) await this.#become(null);
  }

  /** A computer that was signed off asks to join anew; what is still being removed goes first. */
  async leaveBehind(): Promise<void> {
    if (this.#held?.state === 'signed-off') await this.#become(null);
  }

  /** What an acknowledgement said. @returns whether it is news. */
  async told(notice: SignOffNotice | null): Promise<boolean> {
    if ((notice?.id ?? null) === this.pendingId) return false;
    if (notice === null) this.#log.info('IT has called the sign-off of this device off.');
    else this.#log.info('IT has begun the sign-off of this device.');
    await this.#become(notice && { state: 'pending', notice, lastScanSentAt: null });
    return true;
  }

  /** A report has arrived; a whole one that knows of the sign-off is the last scan. */
  async sent({ jws }: ReportRecord, at: string): Promise<void> {
    const held = this.#held;
    if (held?.state !== 'pending') return;
    const { kind, signOff } = JSON.parse(payloadOf(jws)) as { kind: string; signOff?: string };
    if (kind === 'assessment' && signOff === held.notice.id)
      await this.#become({ ...held, lastScanSentAt: at });
  }

  /** On the disk before anything is removed: after a crash the next start goes on with it. */
  async beginWipe(record: SignedOff, unsent: number): Promise<void> {
    this.#log.info('IT has confirmed the sign-off of this device: it forgets its key and what it kept.');
    await this.#become({ state: 'wiping', record, unsent });
  }

  async endWipe(): Promise<void> {
    if (this.#held?.state === 'wiping') await this.#become({ ...this.#held, state: 'signed-off' });
  }

  async #become(held: SignOff | null): Promise<void> {
    this.#held = held;
    await keepSignOff(this.#folder, held, this.#log);
  }
}
