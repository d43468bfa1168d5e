import type { Standing } from '../../policy/standing.ts';

export interface RuleCount {
  readonly rule: string;
  readonly finding: string;
  readonly devices: number;
}
export interface FleetCounts {
  readonly standings: Readonly<Record<Standing, number>>;
  readonly silent: number;
  /** Devices with a second history that is not settled. */
  readonly keyShared: number;
  readonly rules: readonly RuleCount[];
}
