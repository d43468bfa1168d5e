/** Times are milliseconds since 1970 by the endpoint's clock. */
export interface PolicyInput {
  readonly version: number;
  /** As the policy key signed it. */
  readonly jws: string;
  /** Of the devices, 0 to 100. */
  readonly percent: number;
  /** Null: all. */
  readonly department: string | null;
  /** An account; empty where it came from the command line. */
  readonly by: string;
  readonly now: number;
}
export interface PolicyChange {
  readonly version: number;
  /** Of the devices, 0 to 100. */
  readonly percent: number;
  /** Nobody else gets it. */
  readonly halted: boolean;
  /** As it was when whoever changes it looked; null: however it was. */
  readonly seen: { readonly percent: number; readonly halted: boolean } | null;
  /** An account; empty where it came from the command line. */
  readonly by: string;
  readonly now: number;
}
export type PolicyChangeOutcome =
  | { readonly state: 'changed' }
  | { readonly state: 'refused'; readonly reason: 'not-found' | 'changed-meanwhile' };
/** Why a roll-out halted: somebody halted it, or of the devices that took it too many were in trouble. */
export type PolicyHalt = { readonly by: string } | PolicyTrouble;
export interface PolicyTrouble {
  readonly devices: number;
  readonly refused: number;
  /** Can tell less than before. */
  readonly unknown: number;
  /** Not heard of since. */
  readonly silent: number;
}
export interface PolicyAct {
  readonly at: number;
  /** An account; empty: the command line; null: it halted by itself. */
  readonly by: string | null;
  readonly act: 'published' | 'rolled-out' | 'halted';
  readonly percent: number;
}
export interface PolicyHandOut {
  readonly device: string;
  readonly version: number;
  /** `file`: on a drive, so that nobody knows when it arrives. */
  readonly way: 'wire' | 'file';
  readonly now: number;
}
export interface FoundPolicy {
  readonly version: number;
  readonly jws: string;
}
/** Of the devices that have not been taken out. */
export interface HeldPolicies {
  readonly departments: readonly { readonly department: string; readonly devices: number }[];
  /** `version` 0: the one that the agent brought along; null: it did not say. */
  readonly versions: readonly { readonly version: number | null; readonly devices: number }[];
  /** The first hundred devices that would not take up a policy. */
  readonly refusals: readonly RefusedPolicy[];
}
export interface RefusedPolicy {
  readonly device: string;
  readonly hostname: string;
  readonly version: number;
  readonly reason: string;
}
/** What one device said in its newest report that it would not take up. */
export interface DeviceRefusal {
  readonly version: number;
  readonly reason: string;
  /** When it said so first; null where that was not kept, as by an earlier version. */
  readonly since: number | null;
  /** The one that it goes on with; 0: the one that it brought along; null: it did not say. */
  readonly held: number | null;
}
export interface PublishedPolicy {
  readonly version: number;
  /** As the policy key signed it. */
  readonly jws: string;
  readonly publishedAt: number;
  readonly percent: number;
  readonly department: string | null;
  /** Null where it goes on. */
  readonly halted: PolicyHalt | null;
  /** How many hold it now. */
  readonly devices: number;
  /** What was done with it, the oldest first. */
  readonly acts: readonly PolicyAct[];
}
