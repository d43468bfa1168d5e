import { join } from 'node:path';
import { type NoSetting, noSetting } from './gsettings/setting.ts';
import { readBytes } from './read-bytes.ts';
import type { LinuxSystem } from './system.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where a configuration file of this name may be (XDG Base Directory Specification), the least important first and the
 * user's own last: the order in which programs lay them over each other.
 */
export function configPaths(
  { home }: Pick<LinuxSystem, 'home'>,
  env: Environment,
  name: string,
): readonly string[] {
  const { XDG_CONFIG_HOME, XDG_CONFIG_DIRS } = env;
  const folders = (XDG_CONFIG_DIRS || '/etc/xdg').split(':').filter((folder) => folder.startsWith('/'));
  return [...folders.reverse(), XDG_CONFIG_HOME || `${home}/.config`].map((folder) => join(folder, name));
}

/** The texts of those files; a file that is not there is empty. The last one is the user's. */
export async function readConfigFiles(
  system: LinuxSystem,
  env: Environment,
  name: string,
): Promise<{ ok: true; texts: readonly string[]; paths: readonly string[] } | NoSetting> {
  const paths = configPaths(system, env, name);
  const files = await Promise.all(paths.map((path) => readBytes(join(system.root, path))));
  const texts: string[] = [];
  for (const [index, file] of files.entries()) {
    if (!file.ok && file.reason !== 'missing')
      return noSetting(file.reason, paths[index] ?? name, file.detail);
    texts.push(file.ok ? file.bytes.toString('utf8') : '');
  }
  return { ok: true, texts, paths };
}
