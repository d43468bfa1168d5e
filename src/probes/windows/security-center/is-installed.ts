import type { WindowsSystem } from '../system.ts';

/**
 * Whether one of a product's programs is there: uninstallers leave its registration behind, still "on".
 * @returns undefined where no program is named, or none could be looked for.
 */
export async function isInstalled(
  system: Pick<WindowsSystem, 'fileExists'>,
  paths: readonly string[],
): Promise<boolean | undefined> {
  const found = await Promise.all(paths.map((path) => system.fileExists(path)));
  if (found.some((answer) => answer.ok && answer.value)) return true;
  return found.length > 0 && found.every((answer) => answer.ok) ? false : undefined;
}
