import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Program } from '../../../facts/approved-software.ts';
import { type FoundPrograms, noPrograms, programNamed, unreadPrograms } from '../../found-programs.ts';
import type { KeptFiles } from '../../kept-files.ts';
import { shownPath } from '../../shown-path.ts';
import { type Dictionary, parsePropertyList } from '../property-list.ts';
import type { MacSystem } from '../system.ts';

/** Where applications lie; what comes with macOS is in /System/Applications. */
export function applicationFolders(home: string): string[] {
  return ['/Applications', `${home}/Applications`];
}

/** What an application tells of itself in its Info.plist; null for a file that is no property list. */
export type AppInfo = Pick<Program, 'names' | 'executables' | 'game'> | null;

export async function readAppInfo(bytes: Buffer): Promise<AppInfo> {
  const info = await parsePropertyList(bytes);
  if (info === undefined) return null;
  const { LSApplicationCategoryType } = info;
  return {
    names: textsIn(info, ['CFBundleDisplayName', 'CFBundleName', 'CFBundleIdentifier']),
    executables: textsIn(info, ['CFBundleExecutable']),
    game: isGame(LSApplicationCategoryType),
  };
}

/** Applications by their folders, and what each tells of itself: a wrapped iPad app or a broken one has its folder alone. */
export async function findApplications(
  { root, home }: Pick<MacSystem, 'root' | 'home'>,
  kept: KeptFiles<AppInfo>,
): Promise<FoundPrograms & { readonly there: boolean }> {
  const listed = await Promise.all(applicationFolders(home).map((folder) => bundlesIn(root, folder)));
  const bundles = listed.flatMap(({ bundles: each }) => each);
  const files = await kept.read(bundles.map((bundle) => infoOf(root, bundle)));
  const told = new Map(files.map((file) => [file.path, file.ok ? file.value : null]));
  // Where it lies and what it is called tells of an application that nobody may have anything against.
  const isClosed = files.some((file) => !file.ok);
  return {
    programs: bundles.map((bundle) =>
      programOf(shownPath(bundle, home), told.get(infoOf(root, bundle)) ?? null),
    ),
    unread: [
      ...listed
        .flatMap(({ unread }) => unread)
        .map(({ source, detail }) => ({ source: shownPath(source, home), detail })),
      ...(isClosed ? [{ source: 'Info.plist', detail: 'one is closed' }] : []),
    ],
    there: listed[0]?.there ?? false,
  };
}

function programOf(bundle: string, info: AppInfo): Program {
  const folder = /([^/]+)\.app$/.exec(bundle)?.[1] ?? bundle;
  const names = [folder, ...(info?.names ?? [])];
  return {
    ...programNamed(names, 'application', bundle),
    executables: info?.executables ?? [],
    game: info?.game ?? false,
  };
}

function infoOf(root: string, bundle: string): string {
  return join(root, bundle, 'Contents/Info.plist');
}

interface Listed {
  readonly bundles: readonly string[];
  readonly unread: FoundPrograms['unread'];
  readonly there: boolean;
}

/** One folder deep: makers of many programs keep theirs together. */
async function bundlesIn(root: string, folder: string, depth = 1): Promise<Listed> {
  try {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map(({ name }) => name);
    const apps = names.filter((name) => name.endsWith('.app')).map((name) => `${folder}/${name}`);
    const others =
      depth === 0 ? [] : entries.filter((entry) => entry.isDirectory() && !entry.name.endsWith('.app'));
    const below = await Promise.all(
      others.map(({ name }) => bundlesIn(root, `${folder}/${name}`, depth - 1)),
    );
    return {
      bundles: [...apps, ...below.flatMap(({ bundles }) => bundles)],
      unread: below.flatMap(({ unread }) => unread),
      there: true,
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    const { unread } = isMissing ? noPrograms : unreadPrograms(folder, code ?? String(error));
    return { bundles: [], unread, there: !isMissing };
  }
}

function textsIn(info: Dictionary, keys: readonly string[]): string[] {
  return keys
    .map((key) => info[key])
    .filter((text): text is string => typeof text === 'string' && text !== '');
}

/** `public.app-category.games` and its kinds, such as `public.app-category.action-games` (LSApplicationCategoryType). */
function isGame(category: unknown): boolean {
  return typeof category === 'string' && /^public\.app-category\.(?:.+-)?games$/.test(category);
}
