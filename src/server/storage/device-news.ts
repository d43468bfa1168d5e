import type { DeviceAssignment } from '../../protocol/assignment.ts';
import type { HeldPolicy } from '../../protocol/policy.ts';
import type { StoredSecondHistory } from './stored-second-history.ts';
import type { StoredSignOff } from './stored-sign-off.ts';

/** What a device says that it holds. */
export interface Held {
  readonly assignment: number;
  readonly policy: HeldPolicy;
}

/** What IT has for a device beyond what its report said it holds. */
export interface ReportNews {
  /** Null where the device holds it already, or did not say what it holds. */
  readonly assignment: DeviceAssignment | null;
  /** Version of the policy that is meant for it; missing where it needs none. */
  readonly policy?: number;
  /** The sign-off that has begun; missing where none has. */
  readonly signOff?: StoredSignOff;
  /** That is not settled; missing where there is none. */
  readonly secondHistory?: StoredSecondHistory;
}

/** The same for a device that asks without a report. */
export interface DeviceNews extends ReportNews {
  readonly hostname: string;
  /** The enrolment that holds now. */
  readonly epoch: number;
}
