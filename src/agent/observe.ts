import { createObserver, type Observer, type Thresholds, writtenObservations } from '../observer/observer.ts';
import type { Policy, Profile } from '../policy/policy.ts';
import type { Presence } from '../probes/presence.ts';
import type { Platform, Probe } from '../probes/probe.ts';
import { mostOf, unattended } from '../rules/unattended.ts';
import type { Log } from './log.ts';
import { observationFile } from './observe/observation-file.ts';

export interface ObserveDeps {
  readonly folder: string;
  readonly log: Log;
  /** The policy in force. */
  policy(): Policy;
  /** The profile of this device as it is now. */
  profile(): Profile;
  readonly presence: Presence;
  isPresenting(): Promise<boolean>;
  /** Asks for a scan: what was observed may be judged otherwise. */
  onChange(): void;
}

/** Watches whether somebody is at this computer, for the rule that wants to know. Started and stopped with the agent. */
export function observePresence(deps: ObserveDeps): Observer {
  const { folder, log, policy, profile, presence, isPresenting, onChange } = deps;
  return createObserver({
    presence,
    isPresenting,
    onChange,
    thresholds: () => thresholdsOf(policy(), profile()),
    store: observationFile(folder, log),
    onTrouble: (sentence) => log.warn(sentence),
  });
}

/** What the running agent wrote down, for a program that looks once. */
export function observedBefore(folder: string, log: Log, policy: Policy, profile: Profile): Probe {
  const store = observationFile(folder, log);
  return writtenObservations({ store, thresholds: () => thresholdsOf(policy, profile) });
}

/** The platform, with what no look at the machine can give. */
export function withObserved(platform: Platform, ...probes: readonly Probe[]): Platform {
  return { ...platform, probes: [...platform.probes, ...probes] };
}

/** Only what the policy forbids is noted: who keeps to it leaves no trace. Null where it has no such rule. */
export function thresholdsOf(policy: Policy, profile: Profile): Thresholds | null {
  const limits = unattended.limits.safeParse(policy.profiles[profile][unattended.id]?.limits);
  if (!limits.success) return null;
  const { open, awake } = mostOf(limits.data);
  return { unlockedSeconds: open, awakeSeconds: awake };
}
