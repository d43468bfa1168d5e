import * as z from 'zod';
import type { Program, SoftwareFact } from '../facts/approved-software.ts';
import { catalogue, catalogueGroups } from './approved-software/catalogue.ts';
import {
  entryKey,
  type SoftwareEntry,
  softwareEntry,
  softwareList,
} from './approved-software/software-list.ts';
import { defineRule } from './rule.ts';
import { fail, type Message, pass, undecided } from './verdict.ts';

const softwareLimits = z.strictObject({
  catalogue: z.array(z.enum(catalogueGroups)).describe('groups of the catalogue that nobody may have'),
  denied: z.array(softwareEntry).describe('other programs that nobody may have'),
  approved: z.array(softwareEntry).describe('programs that IT approves, whatever the other lists say'),
  onlyApproved: z.boolean().describe('whether there may be no application but the approved ones'),
});
type SoftwareLimits = z.infer<typeof softwareLimits>;

/** How many forbidden programs a report names at most. */
const mostListed = 60;

/** A forbidden program by the name that the list gives it, or its own. */
interface Finding {
  readonly name: string;
  readonly running: boolean;
}

/** Only programs for work are on the computer: none that IT denies, and where only approved ones may be, no other. */
export const approvedSoftware = defineRule({
  id: 'approved-software',
  clauses: ['IS-4', 'IS-10'],
  needs: 'approved-software',
  limits: softwareLimits,
  remedies: {
    linux: { settingsPage: null, by: 'user' },
    windows: { settingsPage: null, by: 'user' },
    macos: { settingsPage: null, by: 'user' },
  },
  describeLimit: (limits) =>
    limits.onlyApproved
      ? { id: 'approved-software.limit.approved', values: { count: limits.approved.length } }
      : { id: 'approved-software.limit.denied', values: { count: forbiddenBy(limits).length } },
  narrow(value, limits) {
    if (value.comparedWith !== null) return value;
    const judge = judgeOf(limits);
    const forbidden = value.programs.filter((program) => judge(program) !== null);
    const programs = forbidden.slice(0, mostListed);
    return {
      ...value,
      programs,
      left: forbidden.length - programs.length,
      comparedWith: comparisonWith(limits),
    };
  },
  judge(value, limits) {
    const findings = findingsIn(value.programs, limits);
    if (findings.length > 0) return fail(seen(findings), reasonOf(findings));
    if (!isCompared(value, limits))
      return undecided(
        { id: 'approved-software.observed.partly' },
        { id: 'approved-software.reason.not-compared' },
      );
    const [unread] = value.unread;
    if (unread === undefined) return pass({ id: 'approved-software.observed.none' });
    const { source } = unread;
    return undecided(
      { id: 'approved-software.observed.partly' },
      { id: 'approved-software.reason.unread', values: { source } },
    );
  },
});

/** An entry that IT approves by its name is approved with all that the catalogue knows of it. */
function forbiddenBy({ catalogue: groups, denied, approved }: SoftwareLimits): readonly SoftwareEntry[] {
  const approvedOnes = softwareList(approved);
  const entries = [...denied, ...groups.flatMap((group) => catalogue[group])];
  return entries.filter(({ name }) => !approvedOnes.names(name));
}

/** @returns what gives the name under which a program is forbidden, and null for one that is not. */
function judgeOf(limits: SoftwareLimits): (program: Program) => string | null {
  const forbidden = softwareList(forbiddenBy(limits));
  const approved = softwareList(limits.approved);
  const noGames = limits.catalogue.includes('games');
  const objection = (program: Program): string | null => {
    const entry = forbidden.find(program);
    if (entry !== undefined) return entry.name;
    // Parts of the system are not for IT to approve one by one; only what a person opens is.
    const isUnapproved = limits.onlyApproved && program.kind === 'application';
    return isUnapproved || (noGames && program.game) ? ownName(program) : null;
  };
  return (program) => {
    const name = objection(program);
    return name === null || approved.find(program) !== undefined ? null : name;
  };
}

function ownName({ names, executables, source }: Program): string {
  return names[0] ?? executables[0] ?? source;
}

function findingsIn(programs: readonly Program[], limits: SoftwareLimits): readonly Finding[] {
  const judge = judgeOf(limits);
  const findings = new Map<string, Finding>();
  for (const program of programs) {
    const name = judge(program);
    if (name === null) continue;
    const running = program.kind === 'running' || findings.get(name)?.running === true;
    findings.set(name, { name, running });
  }
  return [...findings.values()];
}

function comparisonWith(limits: SoftwareLimits): NonNullable<SoftwareFact['comparedWith']> {
  return {
    forbidden: forbiddenBy(limits).map(entryKey),
    approved: limits.approved.map(entryKey),
    onlyApproved: limits.onlyApproved,
    games: limits.catalogue.includes('games'),
  };
}

/** Whether all that these limits forbid stands among the programs: they may forbid less than was looked for, not more. */
function isCompared({ comparedWith: then, left }: SoftwareFact, limits: SoftwareLimits): boolean {
  if (then === null) return true;
  const now = comparisonWith(limits);
  return (
    left === 0 &&
    isWithin(now.forbidden, then.forbidden) &&
    isWithin(then.approved, now.approved) &&
    (then.onlyApproved || !now.onlyApproved) &&
    (then.games || !now.games)
  );
}

function isWithin(some: readonly string[], all: readonly string[]): boolean {
  const there = new Set(all);
  return some.every((each) => there.has(each));
}

function seen(findings: readonly Finding[]): Message {
  return { id: 'approved-software.observed.found', values: { programs: findings.map(({ name }) => name) } };
}

function reasonOf(findings: readonly Finding[]): Message {
  const running = findings.filter((finding) => finding.running);
  const [what, count] = running.length > 0 ? ['running', running.length] : ['installed', findings.length];
  return { id: `approved-software.reason.${what}`, values: { count } };
}
