import type { HeldPolicy } from '../../protocol/policy.ts';
import type { ReportNews } from './storage.ts';

/** What a device says that it holds. */
export interface Held {
  readonly assignment: number;
  readonly policy: HeldPolicy;
}

/** What IT has beyond that, for a device that asks without a report. */
export interface DeviceNews extends ReportNews {
  readonly hostname: string;
  /** The enrolment that holds now. */
  readonly epoch: number;
}
