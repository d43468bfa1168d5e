import * as z from 'zod';
import type { AssignedUser, Person } from '../facts/assigned-user.ts';
import { isSameAccount } from './assigned-user/same-account.ts';
import type { Assignment } from './assignment.ts';
import { defineRule, type Moment } from './rule.ts';
import { fail, type Message, pass, undecided } from './verdict.ts';

const limits = z.strictObject({
  lookbackDays: z.int().positive().max(366).describe('how long ago a sign-in still counts'),
  everywhere: z
    .array(z.string().min(1).max(100))
    .describe('accounts that may sign in to every computer, such as IT’s own and those of services'),
});
type Limits = z.infer<typeof limits>;

const remedy = { settingsPage: null, by: 'it' } as const;
const dayMs = 86_400_000;

/** A computer is used by the people it was given to. Where IT has named nobody, there is nothing to hold it against. */
export const assignedUser = defineRule({
  id: 'assigned-user',
  clauses: ['IS-2', 'IS-3'],
  needs: 'assigned-user',
  limits,
  remedies: { linux: remedy, windows: remedy, macos: remedy },
  describeLimit: ({ lookbackDays }) => ({ id: 'assigned-user.limit', values: { days: lookbackDays } }),
  /** Who keeps to it leaves no trace: of those who signed in, only others leave the computer. */
  narrow(value, limits, moment, assignment) {
    if (value.comparedWith !== null) return value;
    const named = namedBy(limits, assignment);
    return {
      ...value,
      people: named === null ? [] : othersIn(value, named, sinceOf(limits, moment, assignment)),
      comparedWith: {
        accounts: [...(named ?? [])],
        lookbackDays: limits.lookbackDays,
        namedSince: assignment.usersSince,
      },
    };
  },
  judge(value, limits, moment, assignment) {
    const allowed = namedBy(limits, assignment);
    if (allowed === null)
      return {
        status: 'not-applicable',
        observed: null,
        reason: { id: 'assigned-user.reason.nobody-named' },
      };
    const since = sinceOf(limits, moment, assignment);
    const others = othersIn(value, allowed, since);
    const named = others.filter(({ names }) => names.length > 0);
    if (named.length > 0) return fail(seen(named), reasonOf(named));
    const partly = { id: 'assigned-user.observed.partly' };
    const [unnamed] = others;
    if (unnamed !== undefined)
      return undecided(partly, { id: 'assigned-user.reason.unnamed', values: { source: unnamed.source } });
    const doubt = doubtOf(value, allowed, since, moment);
    return doubt === null ? pass({ id: 'assigned-user.observed.nobody-else' }) : undecided(partly, doubt);
  },
});

/** @returns null where IT has not said whom the computer was given to. */
function namedBy({ everywhere }: Limits, { users }: Assignment): readonly string[] | null {
  return users === null || users.length === 0 ? null : [...users, ...everywhere];
}

/** Why that nobody else was seen proves nothing. */
function doubtOf(
  value: AssignedUser,
  named: readonly string[],
  since: number,
  moment: Moment,
): Message | null {
  if (!isCompared(value, named, since, moment)) return { id: 'assigned-user.reason.not-compared' };
  const [unread] = value.unread;
  if (unread !== undefined) return { id: 'assigned-user.reason.unread', values: { source: unread.source } };
  const { knownSince } = value;
  return knownSince === null || Date.parse(knownSince) <= since
    ? null
    : { id: 'assigned-user.reason.known-since', values: { since: knownSince } };
}

/** Milliseconds since 1970. Before IT named them, others may have had the computer. */
function sinceOf(
  { lookbackDays }: Pick<Limits, 'lookbackDays'>,
  { at }: Moment,
  { usersSince }: Pick<Assignment, 'usersSince'>,
): number {
  const earliest = Date.parse(at) - lookbackDays * dayMs;
  return Math.max(earliest, usersSince === null ? earliest : Date.parse(usersSince));
}

function othersIn({ people }: AssignedUser, named: readonly string[], since: number): Person[] {
  return people.filter((person) => isWithin(person, since) && !isNamed(person, named));
}

function isWithin({ now, lastAt }: Person, since: number): boolean {
  return now || lastAt === null || Date.parse(lastAt) >= since;
}

function isNamed({ names, anyCase }: Person, named: readonly string[]): boolean {
  return names.some((name) => named.some((each) => isSameAccount(each, name, anyCase)));
}

/** What was left out was compared with these accounts and no others, and as far back. */
function isCompared(
  { comparedWith }: AssignedUser,
  named: readonly string[],
  since: number,
  moment: Moment,
): boolean {
  if (comparedWith === null) return true;
  const { accounts, namedSince } = comparedWith;
  const sinceThen = sinceOf(comparedWith, moment, { usersSince: namedSince });
  return accounts.length > 0 && accounts.every((name) => named.includes(name)) && sinceThen <= since;
}

function seen(others: readonly Person[]): Message {
  return { id: 'assigned-user.observed.others', values: { people: others.map(nameOf) } };
}

/** Who sits at the computer comes before who has left. */
function reasonOf(others: readonly Person[]): Message {
  const present = others.filter(({ now }) => now);
  if (present.length > 0) return { id: 'assigned-user.reason.now', values: { people: present.map(nameOf) } };
  const [last] = others.toSorted((one, other) => timeOf(other) - timeOf(one));
  const values = { name: last === undefined ? '' : nameOf(last), at: last?.lastAt ?? '' };
  return { id: 'assigned-user.reason.since', values };
}

function timeOf({ lastAt }: Person): number {
  return lastAt === null ? 0 : Date.parse(lastAt);
}

function nameOf({ names }: Person): string {
  return names[0] ?? '';
}
