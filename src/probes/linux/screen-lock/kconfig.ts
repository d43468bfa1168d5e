/** A key of one group of a KDE configuration file, as in force; `value` undefined where the file takes it back (`[$d]`). */
interface Entry {
  readonly value: string | undefined;
  readonly immutable: boolean;
}

interface ParsedFile {
  /** `[$i]` before the first group: no file after this one counts. */
  readonly immutable: boolean;
  readonly groupImmutable: boolean;
  readonly entries: ReadonlyMap<string, Entry>;
}

export interface KConfigGroup {
  value(key: string): string | undefined;
  /** Whether a file of the administrator forbids the user to change this key. */
  locked(key: string): boolean;
}

/**
 * One group over all files that set it, from the least important to the user's own, which is the last.
 * The rules of KDE's kiosk mode ("KDE System Administration/Kiosk/Keys"): what is marked `[$i]`, the file, the group or
 * the key, is not changed by the files after it.
 */
export function cascade(files: readonly string[], group: string): KConfigGroup {
  const entries = new Map<string, Entry & { level: number }>();
  let groupLocked = false;
  let fileLocked = false;
  for (const [level, text] of files.entries()) {
    if (fileLocked) break;
    const file = parseKConfig(text, group);
    if (!groupLocked)
      for (const [key, entry] of file.entries)
        if (entries.get(key)?.immutable !== true) entries.set(key, { ...entry, level });
    const isUsers = level === files.length - 1;
    groupLocked ||= file.groupImmutable && !isUsers;
    fileLocked = file.immutable && !isUsers;
  }
  const byAdministrator = (key: string) => {
    const entry = entries.get(key);
    return entry?.immutable === true && entry.level < files.length - 1;
  };
  return {
    value: (key) => entries.get(key)?.value,
    locked: (key) => fileLocked || groupLocked || byAdministrator(key),
  };
}

/** Desktop-entry-like files with KDE's options in `[$…]` (KConfig, kconfigini.cpp). Never fails: such a line is skipped there too. */
export function parseKConfig(text: string, wanted: string): ParsedFile {
  const entries = new Map<string, Entry>();
  let [immutable, groupImmutable, inside, sectionImmutable] = [false, false, false, false];
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    if (!line.startsWith('[')) {
      const entry = inside ? parseEntry(line) : undefined;
      if (entry !== undefined && entries.get(entry.key)?.immutable !== true)
        entries.set(entry.key, { ...entry, immutable: entry.immutable || sectionImmutable });
      continue;
    }
    const header = parseHeader(line);
    if (header.names.length === 0) immutable ||= header.immutable;
    inside = header.names.length === 1 && header.names[0] === wanted;
    sectionImmutable = immutable || header.immutable;
    if (inside) groupImmutable ||= header.immutable;
  }
  return { immutable, groupImmutable, entries };
}

/** `[Daemon]`, `[Outer][Inner]`, `[Daemon][$i]`, `[$i]`. */
function parseHeader(line: string): { names: string[]; immutable: boolean } {
  const parts = [...line.matchAll(/\[([^\]]*)\]/g)].map(([, part = '']) => part);
  const options = parts.filter((part) => part.startsWith('$'));
  return {
    names: parts.filter((part) => !part.startsWith('$')),
    immutable: options.some((part) => part.includes('i')),
  };
}

function parseEntry(line: string): (Entry & { key: string }) | undefined {
  const match = /^([^=[]+)((?:\[[^\]]*\])*)\s*(?:=(.*))?$/.exec(line);
  if (match === null) return undefined;
  const [, key = '', brackets = '', value] = match;
  const options = [...brackets.matchAll(/\[([^\]]*)\]/g)].map(([, option = '']) => option);
  // A translation of the value: none of ours has any.
  if (options.some((option) => !option.startsWith('$'))) return undefined;
  const flags = options.join('');
  const deleted = flags.includes('d');
  if (!deleted && value === undefined) return undefined;
  return {
    key: key.trim(),
    value: deleted ? undefined : unescaped((value ?? '').trim()),
    immutable: flags.includes('i'),
  };
}

const escapes: Readonly<Record<string, string>> = { s: ' ', t: '\t', n: '\n', r: '\r', '\\': '\\' };

function unescaped(value: string): string {
  return value.replace(/\\(.)/g, (whole, code: string) => escapes[code] ?? whole);
}
