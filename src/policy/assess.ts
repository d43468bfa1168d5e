import type { Reading } from '../facts/fact.ts';
import type { FactName, FactValue, Readings } from '../facts/registry.ts';
import type { Assignment } from '../rules/assignment.ts';
import { rules } from '../rules/registry.ts';
import type { Moment, Rule } from '../rules/rule.ts';
import type { Judgement, Verdict } from '../rules/verdict.ts';
import type { Policy, PolicyEntry, Profile } from './policy.ts';

/** Every rule of the profile judged on what was read and on what IT assigned. A fact that nobody read is unknown. */
export function assess(
  policy: Policy,
  profile: Profile,
  readings: Readings,
  moment: Moment,
  assignment: Assignment,
): Verdict[] {
  const verdicts: Verdict[] = [];
  for (const rule of rules) {
    const entry = policy.profiles[profile][rule.id];
    // Each rule meets its own fact: `needs` names both the fact and the type of its value.
    if (entry !== undefined)
      verdicts.push(assessRule(rule as unknown as Rule, entry, readings[rule.needs], moment, assignment));
  }
  return verdicts;
}

/** The facts that the profile's rules need. What nobody judges is nobody's business: it is not even read. */
export function judgedFacts(policy: Policy, profile: Profile): ReadonlySet<FactName> {
  const judged = rules.filter(({ id }) => policy.profiles[profile][id] !== undefined);
  return new Set(judged.map(({ needs }) => needs));
}

/** Files and folders that the profile's limits name, by the fact that is read there. */
export function placesToRead(policy: Policy, profile: Profile): Partial<Record<FactName, readonly string[]>> {
  const named: Partial<Record<FactName, readonly string[]>> = {};
  for (const { id, needs, limits, placesToRead: placesOf } of rules as unknown as readonly Rule[]) {
    const entry = policy.profiles[profile][id];
    if (entry !== undefined && placesOf !== undefined) named[needs] = placesOf(limits.parse(entry.limits));
  }
  return named;
}

function assessRule(
  rule: Rule,
  entry: PolicyEntry,
  reading: Reading<FactValue<FactName>> | undefined,
  moment: Moment,
  assignment: Assignment,
): Verdict {
  const limits = rule.limits.parse(entry.limits);
  const judgement = judgeReading(rule, limits, reading, moment, assignment);
  return {
    rule: rule.id,
    status: judgement.status,
    severity: entry.severity,
    observed: judgement.observed,
    limit: rule.describeLimit(limits),
    reason: judgement.reason,
    source: reading?.source ?? null,
    at: moment.at,
  };
}

function judgeReading(
  rule: Rule,
  limits: unknown,
  reading: Reading<FactValue<FactName>> | undefined,
  moment: Moment,
  assignment: Assignment,
): Judgement {
  if (reading === undefined)
    return { status: 'unknown', observed: null, reason: { id: 'unknown.not-implemented' } };
  if (reading.state === 'absent')
    return { status: 'not-applicable', observed: null, reason: { id: `absent.${reading.reason}` } };
  if (reading.state === 'unknown')
    return {
      status: 'unknown',
      observed: null,
      reason: { id: `unknown.${reading.reason}`, values: { detail: reading.detail ?? '' } },
    };
  return rule.judge(reading.value, limits, moment, assignment);
}
