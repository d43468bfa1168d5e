import type { Log } from '../../agent/log.ts';
import type { Policy, Profile } from '../../policy/policy.ts';
import { rules } from '../../rules/registry.ts';
import { policyInForce } from './policy-in-force.ts';
import type { ExitCode, Program } from './program.ts';
import { sentenceOf } from './verdict-table.ts';

/** Which rules this version knows, and how far each may go on this device. */
export function rulesCommand(program: Program, options: { readonly json: boolean }, log: Log): ExitCode {
  const profile = program.settings.get('enrolment')?.profile ?? 'standard';
  const policy = policyInForce(program, log);
  if (options.json) program.print(JSON.stringify(listRules(program, profile, policy), null, 2));
  else printRules(program, profile, policy);
  return 0;
}

function listRules(program: Program, profile: Profile, policy: Policy): unknown[] {
  const entries = policy.profiles[profile];
  return rules.map((rule) => ({
    id: rule.id,
    clauses: rule.clauses,
    title: program.plainWords.t(`rules:${rule.id}.title`),
    facts: [rule.needs],
    severity: entries[rule.id]?.severity ?? null,
    limits: entries[rule.id]?.limits ?? null,
  }));
}

function printRules(program: Program, profile: Profile, policy: Policy): void {
  const { words } = program;
  const entries = policy.profiles[profile];
  program.print(words.t('cli:agent.rules.profile', { profile: words.t(`cli:agent.profile.${profile}`) }));
  for (const rule of rules) {
    const entry = entries[rule.id];
    program.print('');
    program.print(`${rule.id}  ${words.t(`rules:${rule.id}.title`)}`);
    const clauses = rule.clauses.length === 0 ? ['none'] : rule.clauses;
    program.print(`  ${clauses.map((clause) => words.t(`rules:clause.${clause}`)).join(' · ')}`);
    program.print(`  ${words.t('cli:agent.rules.facts', { facts: rule.needs })}`);
    if (entry === undefined) continue;
    const limit = rule.describeLimit(rule.limits.parse(entry.limits) as never);
    program.print(`  ${words.t('cli:agent.rules.limit', { limit: sentenceOf(limit, words) })}`);
  }
}
