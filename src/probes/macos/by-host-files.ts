import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { MacSystem } from './system.ts';

const uuid = /\.([0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12})\.plist$/;

/**
 * Where a user's settings for this one computer lie: `ByHost/<domain>.<hardware UUID>.plist`. The UUID is taken from the
 * settings that are there already, so that a file can be watched before it is first written; one folder may hold those of
 * an earlier computer too. The whole folder is no answer: programs write into it all day.
 */
export function byHostFiles({ root, home }: Pick<MacSystem, 'root' | 'home'>, domain: string): string[] {
  const folder = `${home}/Library/Preferences/ByHost`;
  const computers = new Set(namesIn(join(root, folder)).map((name) => uuid.exec(name)?.[1]));
  return [...computers].flatMap((computer) =>
    computer === undefined ? [] : [`${folder}/${domain}.${computer}.plist`],
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
