import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { AssignedUser, Person } from '../../facts/assigned-user.ts';
import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import { KeptFiles } from '../kept-files.ts';
import type { Probe } from '../probe.ts';
import { type Sighting, together } from '../sightings.ts';
import { type Accounts, readAccounts } from './assigned-user/accounts.ts';
import { readLoginSessions } from './assigned-user/login-sessions.ts';
import { mayBeCut, readSignIns, type SignInFile } from './assigned-user/sign-in-records.ts';
import type { LinuxSystem } from './system.ts';

type Value = FactValue<'assigned-user'>;
type Unread = AssignedUser['unread'];

const logind = 'org.freedesktop.login1';
const nowFile = '/run/utmp';
/** logrotate keeps the last month's beside it. */
const historyFiles = ['/var/log/wtmp', '/var/log/wtmp.1'];

/** Who is signed in, by logind and utmp, and who was, by wtmp. The files are read again only when they have changed. */
export function assignedUserProbe(system: LinuxSystem): Probe<'assigned-user'> {
  const files = new KeptFiles<SignInFile | undefined>((bytes) => readSignIns(bytes));
  return { fact: 'assigned-user', budgetMs: 3000, read: (signal) => read(system, files, signal) };
}

async function read(
  system: LinuxSystem,
  files: KeptFiles<SignInFile | undefined>,
  signal: AbortSignal,
): Promise<Reading<Value>> {
  const accounts = await readAccounts(system.root);
  if (accounts === null) return unknown('missing-source', '/etc/passwd');
  const paths = [nowFile, ...historyFiles].map((path) => join(system.root, path));
  const [sessions, [now, ...past]] = await Promise.all([
    readLoginSessions(system, signal),
    files.read(paths).then((read) => paths.map((path) => read.find((file) => file.path === path))),
  ]);
  const signedIn = now?.ok ? await alive(system.root, now.value) : [];
  const sightings: Sighting[] = [
    ...own(system, accounts),
    ...(sessions ?? []).map(({ name, at }) => ({ name, at, now: true, source: logind })),
    ...signedIn.map(({ name, at }) => ({ name, at, now: true, source: nowFile })),
    ...past.flatMap((file, index) =>
      file?.ok && file.value !== undefined
        ? file.value.signIns.map(({ name, at }) => ({
            name,
            at,
            now: false,
            source: historyFiles[index] ?? '',
          }))
        : [],
    ),
  ];
  const people = wholeNames(sightings).filter(({ name }) => !accounts.isSystem(name));
  const unread = [
    ...(sessions === null && !now?.ok ? [{ source: logind, detail: `no answer, and no ${nowFile}` }] : []),
    ...historyUnread(past),
  ];
  const value = {
    people: together(people).map(personFor(accounts)),
    knownSince: historySince(past),
    comparedWith: null,
    unread,
  };
  return known(value, [logind, nowFile, historyFiles[0]].join(', '));
}

/** The records have 32 bytes for a name; a longer one that begins alike and was seen whole is the same account. */
function wholeNames(sightings: readonly Sighting[]): Sighting[] {
  const names = sightings.map(({ name }) => name);
  const whole = (name: string): string =>
    mayBeCut(name) ? (names.find((other) => other !== name && other.startsWith(name)) ?? name) : name;
  return sightings.map((sighting) => ({ ...sighting, name: whole(sighting.name) }));
}

/** This program runs for somebody who is signed in, whatever was written down of it; root may run it for anybody. */
function own({ userName, uid }: LinuxSystem, accounts: Accounts): Sighting[] {
  if (uid === 0 || accounts.isSystem(userName)) return [];
  return [{ name: userName, at: null, now: true, source: 'getpwuid' }];
}

/** A session that broke off leaves its record; as who(1) does, its process is asked for. */
async function alive(root: string, file: SignInFile | undefined): Promise<SignInFile['signIns']> {
  const there = await Promise.all(
    (file?.signIns ?? []).map((record) =>
      access(join(root, 'proc', String(record.pid))).then(
        () => [record],
        () => [],
      ),
    ),
  );
  return there.flat();
}

type Read = Awaited<ReturnType<KeptFiles<SignInFile | undefined>['read']>>[number];

/** On systems that no longer keep these files nobody can say who was there; an empty one is one that nobody writes to. */
function historyUnread(files: readonly (Read | undefined)[]): Unread {
  const [newest] = files;
  const [source = ''] = historyFiles;
  if (newest === undefined) return [{ source, detail: 'missing' }];
  if (!newest.ok) return [{ source, detail: newest.detail }];
  if (newest.value === undefined) return [{ source, detail: 'unparsable' }];
  const records = files.reduce((sum, file) => sum + (file?.ok ? (file.value?.records ?? 0) : 0), 0);
  return records === 0 ? [{ source, detail: 'empty' }] : [];
}

/** Records of any kind count: what is written down begins with the first start of the computer. */
function historySince(files: readonly (Read | undefined)[]): string | null {
  const since = files.flatMap((file) => (file?.ok && file.value?.since ? [file.value.since] : []));
  return since.length === 0 ? null : new Date(Math.min(...since)).toISOString();
}

function personFor(accounts: Accounts): (sighting: Sighting) => Person {
  return ({ name, at, now, source }) => ({
    // Half a name is nobody's.
    names: mayBeCut(name) && !accounts.isLocal(name) ? [] : [name],
    anyCase: !accounts.isLocal(name),
    now,
    lastAt: at === null ? null : new Date(at).toISOString(),
    source,
  });
}
