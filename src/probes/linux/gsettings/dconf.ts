import { join } from 'node:path';
import { readBytes } from '../read-bytes.ts';
import type { Variant } from './gvariant.ts';
import { Unparsable } from './gvariant.ts';
import type { GvdbTable } from './gvdb.ts';
import { largestGvdb, openGvdb } from './gvdb.ts';
import { type NoSetting, noSetting } from './setting.ts';

/** Where dconf looks, in the words of dconf(7). Paths are those of the machine; `root` is put before each. */
export interface DconfPlaces {
  readonly root: string;
  readonly uid: number;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The value in force for a key; undefined where no database has one. */
export interface Dconf {
  read(key: string): {
    readonly value: Variant | undefined;
    readonly locked: boolean;
    readonly source: string;
  };
}

interface Source {
  readonly path: string;
  readonly values: GvdbTable | undefined;
  readonly locks: GvdbTable | undefined;
}

/** Says that this profile needs dconf itself to be read. */
export const notReadable = Symbol('not readable without dconf');

/** @returns the databases of the profile in force, or why one of them could not be read. */
export async function openDconf(places: DconfPlaces): Promise<Dconf | NoSetting | typeof notReadable> {
  const paths = await databasePaths(places);
  if (paths === notReadable || !Array.isArray(paths)) return paths;
  const sources: Source[] = [];
  for (const path of paths) {
    const source = await openDatabase(places, path);
    if ('ok' in source) return source;
    sources.push(source);
  }
  return { read: (key) => readFrom(sources, key) };
}

/**
 * A lock forbids every database above its own to say anything; among those below, the first that has a value wins
 * (dconf 0.40, dconf_engine_read). A lock in the first database, the user's own, means nothing.
 */
function readFrom(sources: readonly Source[], key: string): ReturnType<Dconf['read']> {
  let lockLevel = 0;
  for (let level = sources.length - 1; level > 0 && lockLevel === 0; level--)
    if (sources[level]?.locks?.has(key) === true) lockLevel = level;
  const locked = lockLevel > 0;
  for (const { path, values } of sources.slice(lockLevel)) {
    const value = values?.value(key);
    if (value !== undefined) return { value, locked, source: `dconf ${path}` };
  }
  return { value: undefined, locked, source: `dconf ${sources[lockLevel]?.path ?? ''}`.trim() };
}

async function openDatabase(places: DconfPlaces, path: string): Promise<Source | NoSetting> {
  const file = await readBytes(join(places.root, path));
  const source = `dconf ${path}`;
  if (!file.ok && file.reason !== 'missing') return noSetting(file.reason, source, file.detail);
  // Not there, or created and never written: dconf goes on without it, and so do the programs that ask it.
  if (!file.ok || file.bytes.length === 0) return { path, values: undefined, locks: undefined };
  if (file.bytes.length > largestGvdb) return noSetting('unparsable', source, `${file.bytes.length} bytes`);
  try {
    const values = openGvdb(file.bytes);
    return { path, values, locks: values.table('.locks') };
  } catch (error) {
    if (error instanceof Unparsable) return noSetting('unparsable', source, error.message);
    throw error;
  }
}

async function databasePaths(places: DconfPlaces): Promise<string[] | NoSetting | typeof notReadable> {
  const profile = await profileText(places);
  if (typeof profile !== 'string') return profile;
  const lines = profile.split('\n').map((line) => line.replace(/#.*/, '').trim());
  const paths = lines.filter((line) => line !== '').map((line) => databasePath(places, line));
  return paths.every((path) => path !== undefined) ? paths : notReadable;
}

function databasePath({ env, home }: DconfPlaces, line: string): string | undefined {
  const colon = line.indexOf(':');
  const [kind, name] = [line.slice(0, colon), line.slice(colon + 1)];
  const { XDG_CONFIG_HOME } = env;
  if (kind === 'user-db') return `${XDG_CONFIG_HOME || `${home}/.config`}/dconf/${name}`;
  if (kind === 'system-db') return `/etc/dconf/db/${name}`;
  if (kind === 'file-db') return name;
  // service-db: a database that dconf-service makes from a text file while it runs.
  return undefined;
}

/** The order of dconf_engine_profile_open (dconf 0.40): forced, named, of this session, of this machine, built in. */
async function profileText(places: DconfPlaces): Promise<string | NoSetting> {
  const { DCONF_PROFILE, XDG_RUNTIME_DIR } = places.env;
  const runtime = XDG_RUNTIME_DIR || `/run/user/${places.uid}`;
  const forced = await firstText(places, [`/run/dconf/user/${places.uid}`]);
  if (forced !== undefined) return forced;
  if (DCONF_PROFILE) {
    const named = await firstText(places, profileFiles(places, DCONF_PROFILE));
    // dconf warns and goes on with no database at all.
    return named ?? '';
  }
  const usual = [`${runtime}/dconf/profile`, ...profileFiles(places, 'user')];
  return (await firstText(places, usual)) ?? 'user-db:user';
}

function profileFiles({ env }: DconfPlaces, name: string): readonly string[] {
  if (name.startsWith('/')) return [name];
  return ['/etc', ...dataFolders(env)].map((folder) => `${folder}/dconf/profile/${name}`);
}

/** XDG Base Directory Specification: where programs install their data, most important first. */
export function dataFolders({ XDG_DATA_DIRS }: DconfPlaces['env']): readonly string[] {
  const folders = (XDG_DATA_DIRS || '/usr/local/share:/usr/share').split(':');
  return folders.filter((folder) => folder.startsWith('/')).map((folder) => folder.replace(/\/+$/, ''));
}

async function firstText(
  { root }: DconfPlaces,
  paths: readonly string[],
): Promise<string | NoSetting | undefined> {
  for (const path of paths) {
    const file = await readBytes(join(root, path));
    if (file.ok) return file.bytes.toString('utf8');
    if (file.reason !== 'missing') return noSetting(file.reason, path, file.detail);
  }
  return undefined;
}
