import type { Readings } from '../facts/registry.ts';
import type { Profile } from '../policy/policy.ts';
import type { DeviceDescription } from '../probes/probe.ts';
import type { KeyShared } from '../protocol/second-history.ts';
import type { Assignment } from '../rules/assignment.ts';
import type { Verdict } from '../rules/verdict.ts';
import type { DistrustReason } from './endpoint/check-certificate.ts';
import type { KeyProtection } from './identity/opened-identity.ts';
import type { SignOff } from './sign-off.ts';
import type { KeptStatement } from './statements/statement-box.ts';

/** One scan, whole. `digest`: base64url SHA-256 of verdicts, facts and policy version, without times. */
export interface Assessment {
  readonly scannedAt: string;
  readonly durationMs: number;
  readonly policyVersion: number;
  readonly profile: Profile;
  readonly verdicts: readonly Verdict[];
  readonly facts: Readings;
  readonly digest: string;
}

/** What started a scan. */
export const triggers = [
  'start',
  'schedule',
  'user',
  'change',
  'resume',
  'unlock',
  'network',
  'sign-off',
] as const;
export type Trigger = (typeof triggers)[number];

/**
 *   not-enrolled ──file of IT's──▶ joining
 *        │                           │
 *        │ enrol                     │ reply
 *        ▼                           ▼
 *   sending ◀────────────────────────┘
 *     │  ▲ └──acknowledged──▶ up-to-date ──new report──▶ sending ──refused for good──▶ refused
 *     ▼  │ retry
 *   offline: no connection; or distrusted: what answers is not it, nothing was sent
 */
export type ReportingState =
  | { readonly state: 'not-enrolled' }
  /** It has asked for it by file, and has no answer yet. */
  | { readonly state: 'joining'; readonly since: string }
  | { readonly state: 'up-to-date'; readonly lastSentAt: string }
  | { readonly state: 'sending'; readonly waiting: number }
  | { readonly state: 'offline'; readonly waiting: number; readonly lastSentAt: string | null }
  | {
      readonly state: 'distrusted';
      readonly waiting: number;
      readonly reason: DistrustReason;
      readonly detail: string;
    }
  /** The chip that kept the key of this device has it no more: the device has to join anew. */
  | { readonly state: 'key-lost'; readonly waiting: number }
  /** `reason`: the endpoint's code, or `key-unusable` where nothing could be signed; `detail`: its sentence. */
  | {
      readonly state: 'refused';
      readonly waiting: number;
      readonly reason: string;
      readonly detail: string;
    };

export interface AgentState {
  readonly scanning: boolean;
  readonly assessment: Assessment | null;
  /** For each rule id, when its verdict became what it is (ISO). */
  readonly since: Readonly<Record<string, string>>;
  readonly reporting: ReportingState;
  readonly description: DeviceDescription | null;
  readonly profile: Profile;
  /** What IT gave this device. */
  readonly assignment: Assignment;
  readonly assignmentVersion: number;
  /** What was said to IT, the oldest first; what IT has long had is no longer in it. */
  readonly statements: readonly KeptStatement[];
  /** Null where nobody has begun one. */
  readonly signOff: SignOff | null;
  /** Another computer may use the key of this one; null where the endpoint saw no sign of it. */
  readonly sharedKey: KeyShared | null;
  readonly policyVersion: number;
  readonly keyProtection: KeyProtection;
}

/** The last report that left, as the payload that was signed (JSON text). */
export interface SentReport {
  readonly sentAt: string;
  readonly payload: string;
}
