import { readText, type TextFile } from '../read-text.ts';

/** What smb.conf(5) says, as far as sharing goes. */
export interface SmbConf {
  readonly shares: readonly SmbShare[];
  /** Global parameters; names without blanks, lower case. */
  readonly global: ReadonlyMap<string, string>;
  /** Whether a [homes] section gives each user's folder to that user. */
  readonly homes: boolean;
  /** Sources that may define more shares and could not be read, with the reason. */
  readonly unread: readonly { readonly source: string; readonly detail: string }[];
}

export interface SmbShare {
  readonly name: string;
  readonly printer: boolean;
  readonly reach: 'everyone' | 'accounts';
  readonly source: string;
}

type Parameters = Map<string, string>;

interface State {
  readonly root: string;
  readonly global: Parameters;
  readonly sections: Map<string, { name: string; source: string; parameters: Parameters }>;
  readonly unread: { source: string; detail: string }[];
  current: Parameters;
}

/** Shares of Samba's own making: printer drivers, logon scripts of a domain controller, the pipe. */
const administrative = ['global', 'homes', 'printers', 'print$', 'ipc$', 'netlogon', 'sysvol'];
/** smb.conf(5), `include`: these are replaced for each client, so the file is another one for each. */
const substitution = /%/;
const maxDepth = 10;

/** @returns undefined where there is no such file. */
export async function readSmbConf(root: string, path: string): Promise<SmbConf | undefined> {
  const global: Parameters = new Map();
  const state: State = { root, global, sections: new Map(), unread: [], current: global };
  const file = await readText(root, path);
  if (file.found === 'missing') return undefined;
  await takeFile(state, path, file, 0);
  closeSection(state);
  noteRegistry(state, path);
  const sections = [...state.sections.entries()];
  return {
    shares: sections.flatMap(([key, section]) => asShare(key, section)),
    global: state.global,
    homes: state.sections.has('homes'),
    unread: state.unread,
  };
}

async function takeFile(state: State, path: string, file: TextFile, depth: number): Promise<void> {
  if (file.found === 'missing') return; // Samba goes on without an include that isn't there.
  if (file.found !== 'text') {
    state.unread.push({ source: path, detail: file.found });
    return;
  }
  for (const line of logicalLines(file.text)) {
    const section = /^\[\s*(.*?)\s*\]/.exec(line)?.[1];
    if (section !== undefined) enterSection(state, section, path);
    else await takeParameter(state, line, path, depth);
  }
}

/** A backslash at the end joins the next line; `#` and `;` begin a comment only at the start of a line. */
function logicalLines(text: string): string[] {
  return text
    .replace(/\r/g, '')
    .replace(/\\[ \t]*\n/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^[#;]/.test(line));
}

function enterSection(state: State, name: string, source: string): void {
  closeSection(state);
  const key = name.toLowerCase().replace(/\s+/g, ' ');
  if (key === 'global') {
    state.current = state.global;
    return;
  }
  const existing = state.sections.get(key);
  // A new section starts from the share parameters that [global] has set so far.
  const section = existing ?? { name, source, parameters: new Map(shareDefaults(state.global)) };
  state.sections.set(key, section);
  state.current = section.parameters;
}

/** "No path in service … - making it unavailable!" (lp_service_ok of Samba's loadparm.c), when the next section begins. */
function closeSection({ current, global }: State): void {
  const pathless = (current.get('path') ?? '') === '' && !isYes(current.get('printable'));
  if (current !== global && pathless) current.set('available', 'no');
}

const inherited = ['path', 'available', 'guestok', 'guestonly', 'validusers', 'printable'];

function shareDefaults(global: Parameters): [string, string][] {
  return [...global].filter(([name]) => inherited.includes(name));
}

/** smb.conf(5) gives these as other names of the same parameter. */
const synonyms: Readonly<Record<string, string>> = {
  public: 'guestok',
  onlyguest: 'guestonly',
  directory: 'path',
  printok: 'printable',
};

async function takeParameter(state: State, line: string, path: string, depth: number): Promise<void> {
  const equals = line.indexOf('=');
  if (equals < 0) return;
  const written = line.slice(0, equals).toLowerCase().replace(/\s+/g, '');
  const value = line
    .slice(equals + 1)
    .trim()
    .replace(/^"(.*)"$/, '$1');
  const name = Object.hasOwn(synonyms, written) ? (synonyms[written] ?? written) : written;
  if (name === 'include') await include(state, value, path, depth);
  else if (name === 'copy') copySection(state, value);
  else state.current.set(name, value);
}

async function include(state: State, value: string, path: string, depth: number): Promise<void> {
  if (value.toLowerCase() === 'registry') state.global.set('configbackend', 'registry');
  else if (substitution.test(value) || depth >= maxDepth)
    state.unread.push({ source: value, detail: `included by ${path}, differs by client` });
  else if (value.startsWith('/')) await takeFile(state, value, await readText(state.root, value), depth + 1);
}

function copySection(state: State, value: string): void {
  const copied = state.sections.get(value.toLowerCase());
  for (const [name, each] of copied?.parameters ?? []) state.current.set(name, each);
}

/** Shares kept in Samba's registry.tdb, which only root reads. */
function noteRegistry(state: State, path: string): void {
  const registry =
    state.global.get('configbackend')?.toLowerCase() === 'registry' ||
    isYes(state.global.get('registryshares'));
  if (registry)
    state.unread.push({ source: 'net conf list', detail: `${path} keeps shares in the registry` });
}

function asShare(key: string, section: { name: string; source: string; parameters: Parameters }): SmbShare[] {
  const { name, source, parameters } = section;
  if (administrative.includes(key) || name === '') return [];
  const printer = isYes(parameters.get('printable'));
  const available = parameters.get('available');
  if (available !== undefined && !isYes(available)) return [];
  const guests = isYes(parameters.get('guestok')) && (parameters.get('validusers') ?? '') === '';
  return [{ name, printer, reach: guests ? 'everyone' : 'accounts', source }];
}

/** smb.conf(5): yes/no, 1/0, true/false. */
export function isYes(value: string | undefined): boolean {
  return /^(yes|true|1|on)$/i.test(value ?? '');
}
