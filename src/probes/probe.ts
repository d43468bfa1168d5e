import type { OperatingSystem, Reading } from '../facts/fact.ts';
import type { FactName, FactValue } from '../facts/registry.ts';
import type { SettingsPage } from '../rules/rule.ts';

/** Reads one fact on one operating system: does the I/O, decides nothing, and never throws for what a machine can do. */
export interface Probe<Name extends FactName = FactName> {
  readonly fact: Name;
  /** Milliseconds after which the fact is `timed-out`; the probe's signal is aborted then. */
  readonly budgetMs: number;
  /** Where something has changed, it works for seconds: an agent that stays does not wait for it (agent/without-waiting.ts). */
  readonly mayTakeSeconds?: boolean;
  /** `places`: files and folders that the policy names for this fact, of this system or of another one. */
  read(signal: AbortSignal, places?: readonly string[]): Promise<Reading<FactValue<Name>>>;
}

/** What this computer is, for people; nothing of it is judged. Empty where the system does not tell. */
export interface DeviceDescription {
  readonly hostname: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serial: string;
  readonly osName: string;
  readonly osVersion: string;
  readonly cpu: string;
  readonly memoryBytes: number;
}

/** Everything that differs between operating systems, behind one interface; chosen once by `for-platform.ts`. */
export interface Platform {
  readonly os: OperatingSystem;
  readonly probes: readonly Probe[];
  /** Files whose change can change a verdict; folders are watched for the files they name. */
  watchedFiles(): readonly string[];
  /** Tells of changes that no file shows, such as the registry's. @returns a function that stops watching. */
  watchSettings(onChange: () => void): () => void;
  describeDevice(): Promise<DeviceDescription>;
  /** Tells this installation of the system from every other; undefined, or no such method, where nothing does. */
  installation?(): Promise<string | undefined>;
  /** @returns false where this desktop has no such page. */
  canOpenSettings(page: SettingsPage): Promise<boolean>;
  /** @returns false where the page did not open. */
  openSettings(page: SettingsPage): Promise<boolean>;
}
