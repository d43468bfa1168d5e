import type { Firewall } from '../../../facts/firewall.ts';
import type { LinuxSystem } from '../system.ts';
import type { UnitStates } from '../unit-states.ts';

/** What all firewalls are looked for in. */
export interface Scene {
  readonly system: LinuxSystem;
  readonly units: UnitStates;
  readonly signal: AbortSignal;
}

/** What one kind of firewall contributes; empty where it is not on this computer. */
export interface Finding {
  readonly firewall?: Firewall;
  readonly unread?: { readonly source: string; readonly detail: string };
}
