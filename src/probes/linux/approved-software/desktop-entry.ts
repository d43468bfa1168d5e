import { basename } from 'node:path';
import type { Program } from '../../../facts/approved-software.ts';

/**
 * A menu entry (Desktop Entry Specification 1.5). `source` names the file as an administrator would.
 * @returns null for what is no program, or was taken out of the menus for good (`Hidden`).
 */
export function parseDesktopEntry(text: string, source: string): Program | null {
  const values = valuesIn(text);
  if (values.get('Type') !== 'Application' || values.get('Hidden') === 'true') return null;
  const names = [values.get('Name'), values.get('Name[zh_CN]'), basename(source, '.desktop')];
  return {
    names: [...new Set(names.filter((name): name is string => name !== undefined && name !== ''))],
    publisher: null,
    executables: executablesIn(values.get('Exec') ?? ''),
    kind: values.get('NoDisplay') === 'true' ? 'component' : 'application',
    game: (values.get('Categories') ?? '').split(';').includes('Game'),
    source,
  };
}

/** Of the entry's own group: others hold the actions of its context menu. Blanks around a line, and Windows' line ends, are GLib's to take. */
function valuesIn(text: string): ReadonlyMap<string, string> {
  const [, rest = ''] = text.split(/^[ \t]*\[Desktop Entry\][ \t\r]*$/m, 2);
  const [group = ''] = rest.split(/^[ \t]*\[/m, 1);
  return new Map(
    group.split('\n').flatMap((line) => {
      const [, key, value] = /^\s*([^#=\s][^=\s]*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value] as const];
    }),
  );
}

/** The program that the line starts, behind `env A=b`; Windows programs stand further back, behind wine. */
function executablesIn(line: string): string[] {
  const words = [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
  const first = words.find((word) => basename(word) !== 'env' && !/^[A-Za-z_]\w*=/.test(word));
  const windows = words.filter((word) => /\.exe$/i.test(word));
  const files = [first, ...windows].map((word) => (word ?? '').split(/[\\/]/).at(-1) ?? '');
  return [...new Set(files.filter((file) => file !== ''))];
}
