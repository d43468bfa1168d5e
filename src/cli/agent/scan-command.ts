import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Assessment } from '../../agent/agent-state.ts';
import { readAssignment } from '../../agent/assignment.ts';
import { describeError, type Log } from '../../agent/log.ts';
import { withMediaBefore } from '../../agent/observe/observe-media.ts';
import { observedBefore, withObserved } from '../../agent/observe.ts';
import { withUpdatesBefore } from '../../agent/scanner/remembered-updates.ts';
import { scan } from '../../agent/scanner/scan.ts';
import { trainingProbe } from '../../agent/training.ts';
import type { FactName } from '../../facts/registry.ts';
import { decodePolicy, type Policy, type Profile, type UnknownRule } from '../../policy/policy.ts';
import { standingOf } from '../../policy/standing.ts';
import type { Platform } from '../../probes/probe.ts';
import { findRule } from '../../rules/registry.ts';
import type { Verdict } from '../../rules/verdict.ts';
import { policyErrorLine } from '../policy-error-line.ts';
import { policyInForce } from './policy-in-force.ts';
import type { ExitCode, Program } from './program.ts';
import { sentenceOf, verdictTable } from './verdict-table.ts';

export interface ScanOptions {
  readonly json: boolean;
  /** Ids; none means every rule. */
  readonly rules: readonly string[];
  readonly policyFile: string | null;
}

/** Looks at this machine once and says how it stands; keeps and reports nothing. What takes time, the agent has seen. */
export async function scanCommand(program: Program, options: ScanOptions, log: Log): Promise<ExitCode> {
  const policy = readPolicy(program, options.policyFile, log);
  if (policy === null) return 2;
  const enrolment = program.settings.get('enrolment');
  const { profile, assignment } = readAssignment(program.folder, enrolment, log);
  const missing = options.rules.find((id) => policy.profiles[profile][id] === undefined || !findRule(id));
  if (missing !== undefined) {
    const why = findRule(missing) === undefined ? 'unknown-rule' : 'rule-not-in-policy';
    program.printError(program.words.t(`cli:agent.error.${why}`, { rule: missing, profile }));
    return 2;
  }
  const observed = observedBefore(program.folder, log, policy, profile);
  const seen = withMediaBefore((await program.machine()).platform(), program.folder, log);
  const platform = withUpdatesBefore(seen, program.folder, log);
  const observing = withObserved(platform, observed, trainingProbe(program.folder));
  const probes = probesFor(observing, options.rules);
  const basis = { policy: only(policy, profile, options.rules), profile, assignment };
  const assessment = await scan({ probes }, basis, () => new Date());
  if (options.json) program.print(toJson(assessment, enrolment?.device ?? hostname(), policy, program));
  else printTable(program, assessment, options.rules);
  return standingOf(assessment.verdicts) === 'compliant' ? 0 : 1;
}

/** The table and one sentence under it. Where only some rules were asked for, it speaks of these. */
export function printTable(program: Program, assessment: Assessment, asked: readonly string[] = []): void {
  const { verdicts, scannedAt, policyVersion, durationMs } = assessment;
  program.print(verdictTable(verdicts, program.words, program.table));
  program.print('');
  const of = asked.length === 0 ? 'standing' : 'standing-of-some';
  program.print(program.words.t(`cli:agent.${of}.${standingOf(verdicts)}`, { rules: [...new Set(asked)] }));
  program.print(
    program.words.t('cli:agent.scanned', { at: scannedAt, policyVersion, ms: Math.round(durationMs) }),
  );
}

function readPolicy(program: Program, file: string | null, log: Log): Policy | null {
  if (file === null) return policyInForce(program, log);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    program.printError(program.words.t('cli:agent.error.no-policy', { file, detail: describeError(error) }));
    return null;
  }
  const decoded = decodePolicy(text);
  if (decoded.ok) {
    for (const unknown of decoded.unknownRules) warnOf(program, file, unknown);
    return decoded.policy;
  }
  program.printError(`${file}:${policyErrorLine(decoded.error, program.words)}`);
  program.printError(program.words.t('cli:agent.error.bad-policy'));
  return null;
}

/** A rule of a later version is no trouble, a misspelt one is not judged: only a person can tell which it is. */
function warnOf({ words, printError }: Program, file: string, unknown: UnknownRule): void {
  const { line, column, rule, nearest } = unknown;
  const sentence = nearest === null ? 'unknown-in-policy' : 'misspelt-in-policy';
  printError(`${file}:${line}:${column}: ${words.t(`cli:agent.${sentence}`, { rule, nearest })}`);
}

function only(policy: Policy, profile: Profile, ids: readonly string[]): Policy {
  if (ids.length === 0) return policy;
  const entries = Object.entries(policy.profiles[profile]).filter(([id]) => ids.includes(id));
  return { ...policy, profiles: { ...policy.profiles, [profile]: Object.fromEntries(entries) } };
}

/** One rule asked for reads one fact. */
function probesFor(platform: Platform, ids: readonly string[]): Platform['probes'] {
  if (ids.length === 0) return platform.probes;
  const needed = new Set<FactName | undefined>(ids.map((id) => findRule(id)?.needs));
  return platform.probes.filter((probe) => needed.has(probe.fact));
}

function toJson(assessment: Assessment, device: string, policy: Policy, program: Program): string {
  const { scannedAt, durationMs, policyVersion, profile, verdicts } = assessment;
  const told = verdicts.map((verdict) => ({
    rule: verdict.rule,
    status: verdict.status,
    severity: verdict.severity,
    observed: observedOf(verdict, assessment),
    limit: policy.profiles[profile][verdict.rule]?.limits ?? null,
    source: verdict.source,
    reason: verdict.reason === null ? null : sentenceOf(verdict.reason, program.plainWords),
  }));
  return JSON.stringify({ device, scannedAt, durationMs, policyVersion, verdicts: told }, null, 2);
}

/** What the sentence names, and the fact as it was read; null where nothing was. */
function observedOf(verdict: Verdict, { facts }: Assessment): Record<string, unknown> | null {
  if (verdict.observed === null) return null;
  const needs = findRule(verdict.rule)?.needs;
  const reading = needs === undefined ? undefined : facts[needs];
  return { ...verdict.observed.values, ...(reading?.state === 'known' ? reading.value : {}) };
}
