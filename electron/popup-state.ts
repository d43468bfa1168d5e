import type { AgentState } from '../src/agent/agent-state.ts';
import type { OperatingSystem } from '../src/facts/fact.ts';
import type { PopupState, ShownSignOff, ShownVerdict } from '../src/ipc/schema.ts';
import { standingOf } from '../src/policy/standing.ts';
import { observedAgainstSet } from '../src/rules/observed-lock.ts';
import { findRule } from '../src/rules/registry.ts';
import type { SettingsPage } from '../src/rules/rule.ts';
import { byUrgency } from '../src/rules/urgency.ts';
import type { Verdict } from '../src/rules/verdict.ts';
import type { Language } from '../src/ui/locales/translate.ts';

/** What the agent doesn't know of the program that shows it. */
export interface Surroundings {
  readonly os: OperatingSystem;
  readonly hostname: string;
  readonly language: Language;
  readonly version: string;
  /** Pages that this desktop can open. */
  readonly openablePages: ReadonlySet<SettingsPage>;
}

/** Pure: the agent's state as popup and tray show it, worst first. Before the first scan the standing is unknown. */
export function toPopupState(agent: AgentState, around: Surroundings): PopupState {
  const verdicts = agent.assessment?.verdicts ?? [];
  return {
    os: around.os,
    hostname: agent.description?.hostname || around.hostname,
    profile: agent.profile,
    owner: agent.assignment.owner,
    department: agent.assignment.department,
    signOff: toShownSignOff(agent.signOff),
    sharedKey: agent.sharedKey && { since: agent.sharedKey.since },
    standing: standingOf(verdicts),
    scanning: agent.scanning,
    scannedAt: agent.assessment?.scannedAt ?? null,
    policyVersion: agent.policyVersion,
    said: agent.statements.toReversed().map(({ content: _content, ...said }) => said),
    verdicts: byUrgency(verdicts).map((verdict) => toShown(verdict, agent, around)),
    reporting: agent.reporting,
    keyProtection: agent.keyProtection,
    language: around.language,
    version: around.version,
  };
}

/** While it is still being wiped nothing of it is of use any more: it is shown as done. */
function toShownSignOff(held: AgentState['signOff']): ShownSignOff {
  if (held === null) return null;
  if (held.state === 'pending') {
    const { person, reason, askedBy, askedAt } = held.notice;
    return { state: 'pending', person, reason, askedBy, askedAt, lastScanSentAt: held.lastScanSentAt };
  }
  const { person, reason, confirmedBy, confirmedAt } = held.record;
  return { state: 'signed-off', person, reason, confirmedBy, confirmedAt, unsent: held.unsent };
}

function toShown(verdict: Verdict, agent: AgentState, around: Surroundings): ShownVerdict {
  return {
    ...verdict,
    clauses: findRule(verdict.rule)?.clauses ?? [],
    since: agent.since[verdict.rule] ?? verdict.at,
    remedy: remedyOf(verdict, around),
    contradiction: observedAgainstSet(verdict.rule, agent.assessment?.facts ?? {}),
  };
}

/** What is in order needs no remedy. */
function remedyOf(verdict: Verdict, around: Surroundings): ShownVerdict['remedy'] {
  if (verdict.status !== 'fail' && verdict.status !== 'unknown') return null;
  const remedy = findRule(verdict.rule)?.remedies[around.os];
  if (remedy === undefined) return null;
  const canOpenSettings = remedy.settingsPage !== null && around.openablePages.has(remedy.settingsPage);
  return { by: remedy.by, canOpenSettings, opens: remedy.opens ?? null };
}
