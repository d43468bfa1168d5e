import { join } from 'node:path';
import type { Program } from '../../../facts/approved-software.ts';
import { type FoundPrograms, noPrograms, programNamed, unreadPrograms } from '../../found-programs.ts';
import type { KeptFiles } from '../../kept-files.ts';

export const dpkgStatus = '/var/lib/dpkg/status';

/** The packages of Debian, Ubuntu, UOS, Kylin: names and maintainers as dpkg keeps them (deb-control(5)). */
export async function findDpkg(
  root: string,
  kept: KeptFiles<readonly Program[]>,
): Promise<FoundPrograms & { readonly there: boolean }> {
  const [file] = await kept.read([join(root, dpkgStatus)]);
  if (file === undefined) return { ...noPrograms, there: false };
  if (!file.ok) return { ...unreadPrograms(dpkgStatus, file.detail), there: true };
  return { programs: file.value, unread: [], there: true };
}

/** Thousands of paragraphs: looked through without splitting each into its fields. */
export function parseDpkgStatus(text: string): Program[] {
  return text.split('\n\n').flatMap((paragraph) => {
    const name = /^Package: (.+)$/m.exec(paragraph)?.[1];
    // The third word: what is half-installed is there, what left only its settings behind is not (dpkg(1)).
    const state = /^Status: \S+ \S+ (\S+)$/m.exec(paragraph)?.[1];
    if (name === undefined || state === undefined || state === 'not-installed' || state === 'config-files')
      return [];
    const maintainer = /^Maintainer: ([^<\n]+)/m.exec(paragraph)?.[1]?.trim();
    return [{ ...programNamed([name], 'component', dpkgStatus), publisher: maintainer ?? null }];
  });
}
