import type { SentReport } from '../agent-state.ts';
import { payloadOf } from '../identity/jws.ts';
import { describeError, type Log } from '../log.ts';
import type { ReportRecord } from '../outbox/outbox-record.ts';
import type { Enrolment } from '../settings.ts';
import { forgetDistrust } from './last-distrust.ts';
import { asSentReport, type LastSent, readLastSent, writeLastSent } from './last-sent.ts';

/** The last report that arrived, in memory and on the disk. */
export class LastSentKeeper {
  readonly #folder: string;
  readonly #log: Log;
  #held: LastSent | null;

  constructor(folder: string, log: Log) {
    this.#folder = folder;
    this.#log = log;
    this.#held = readLastSent(folder);
  }

  get report(): SentReport | null {
    return this.#held === null ? null : asSentReport(this.#held);
  }

  /** What an earlier enrolment sent says nothing of this one. */
  at(enrolment: Enrolment | null): string | null {
    const { device, epoch, sentAt } = this.#held ?? {};
    return device === enrolment?.device && epoch === enrolment?.epoch ? (sentAt ?? null) : null;
  }

  keep({ device, epoch, jws }: ReportRecord, sentAt: string): void {
    this.#held = { device, epoch, sentAt, payload: payloadOf(jws) };
    try {
      writeLastSent(this.#folder, this.#held);
      forgetDistrust(this.#folder);
    } catch (error) {
      this.#log.warn(`The last sent report could not be kept: ${describeError(error)}`);
    }
  }

  forget(): void {
    this.#held = null;
  }
}
