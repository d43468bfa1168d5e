import { readFileSync } from 'node:fs';
import { describeError } from '../../agent/log.ts';
import {
  type CheckedChain,
  type CheckedEpoch,
  checkChain,
  type Finding,
} from '../../evidence/check-chain.ts';
import { type Evidence, readEvidence } from '../../evidence/evidence-file.ts';
import type { Command } from './arguments.ts';
import type { ExitCode, Program } from './program.ts';
import { textTable } from './text-table.ts';
import { printable } from './text-width.ts';

/** Findings that are printed; the others are counted, and are all in the JSON. */
const shown = 50;

/** Checks an exported chain without any endpoint. 0: whole. 1: something is wrong with it. 2: not to be read. */
export function verifyCommand(
  program: Program,
  { file, json, key }: Extract<Command, { name: 'verify' }>,
): ExitCode {
  const { words } = program;
  const evidence = readFile(program, file);
  if (evidence === null) return 2;
  const chain = checkChain(evidence);
  const rightKey = key === null || chain.keys.includes(key);
  if (json)
    program.print(
      JSON.stringify(
        {
          ...chain,
          exportedAt: evidence.exportedAt,
          signOffs: evidence.signOffs ?? [],
          secondHistories: evidence.secondHistories ?? [],
        },
        null,
        2,
      ),
    );
  else {
    printEpochs(program, evidence, chain);
    printFindings(program, chain.findings);
  }
  if (!rightKey) program.printError(words.t('cli:agent.verify.other-key', { key }));
  const whole = rightKey && chain.findings.length === 0;
  if (whole && !json) program.print(words.t('cli:agent.verify.whole', { count: chain.reports }));
  return whole ? 0 : 1;
}

function readFile({ printError, words }: Program, file: string): Evidence | null {
  try {
    const read = readEvidence(readFileSync(file, 'utf8'));
    if (read.ok) return read.evidence;
    printError(words.t('cli:agent.verify.no-evidence', { file, detail: read.detail }));
  } catch (error) {
    printError(words.t('cli:agent.verify.unreadable', { file, detail: describeError(error) }));
  }
  return null;
}

function printEpochs({ print, words, table }: Program, evidence: Evidence, chain: CheckedChain): void {
  const say = (key: string, values?: Record<string, unknown>) => words.t(`cli:agent.verify.${key}`, values);
  print(say('of', { device: printable(chain.device), at: evidence.exportedAt }));
  for (const key of chain.keys) print(say('key', { key }));
  for (const { state, person, askedAt, endedAt } of evidence.signOffs ?? [])
    print(say(`sign-off.${state}`, { person: printable(person), at: endedAt ?? askedAt }));
  for (const { begunAt, endedAt } of evidence.secondHistories ?? [])
    print(say(`second-history.${endedAt === null ? 'open' : 'ended'}`, { begunAt, endedAt }));
  if (chain.epochs.length === 0) return;
  const heads = ['epoch', 'reports', 'numbers', 'from', 'to', 'ahead', 'behind', 'set-back'];
  const rows = chain.epochs.map((epoch) => cellsOf(epoch, say));
  print(textTable([heads.map((head) => say(`column.${head}`)), ...rows], table.columns));
  const skipped = chain.epochs.reduce((sum, epoch) => sum + epoch.skipped, 0);
  if (skipped > 0) print(say('skipped', { count: skipped }));
  print(say('clock'));
}

function cellsOf(
  { epoch, reports, first, last, clock }: CheckedEpoch,
  say: (key: string, values?: Record<string, unknown>) => string,
): string[] {
  const when = (at: string | null) => (at === null ? '' : say('when', { at }));
  return [
    String(epoch),
    String(reports),
    `${first}–${last}`,
    when(clock.from),
    when(clock.to),
    durationOf(clock.aheadMs),
    durationOf(clock.behindMs),
    String(clock.timesSetBack),
  ];
}

function printFindings({ print, words }: Program, findings: readonly Finding[]): void {
  for (const finding of findings.slice(0, shown))
    print(`✗ ${words.t(`cli:agent.verify.finding.${finding.kind}`, { ...finding })}`);
  const rest = findings.length - shown;
  if (rest > 0) print(words.t('cli:agent.verify.more', { count: rest }));
}

/** `1 d 02:03:04`; the same in every language. */
function durationOf(milliseconds: number | null): string {
  if (milliseconds === null || milliseconds < 1000) return '0';
  const seconds = Math.floor(milliseconds / 1000);
  const part = (size: number, wrap: number) => String(Math.floor(seconds / size) % wrap).padStart(2, '0');
  const clock = `${part(3600, 24)}:${part(60, 60)}:${part(1, 60)}`;
  const days = Math.floor(seconds / 86_400);
  return days === 0 ? clock : `${days} d ${clock}`;
}
