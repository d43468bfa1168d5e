import { join } from 'node:path';
import { readConfigFiles } from '../config-files.ts';
import { type NoSetting, noSetting } from '../gsettings/setting.ts';
import { readBytes } from '../read-bytes.ts';
import type { LinuxSystem } from '../system.ts';

/** The properties of one xfconf channel that are set; one that is not has its program's default. */
export interface XfconfChannel {
  readonly ok: true;
  /** undefined where unset or of another type, since the program takes its default then (xfconf-channel.c). */
  flag(path: string): boolean | undefined;
  number(path: string): number | undefined;
  locked(path: string): boolean;
  readonly source: string;
}

interface Property {
  readonly type: string;
  readonly value: string;
  readonly locked: boolean;
}

interface Element {
  readonly name?: string;
  readonly type?: string;
  readonly value?: string;
  readonly locked?: string;
  readonly unlocked?: string;
  readonly property?: readonly Element[];
}

export function xfconfFile(channel: string): string {
  return `xfce4/xfconf/xfce-perchannel-xml/${channel}.xml`;
}

/** Lays the files of a channel over each other as xfconfd does, without asking it. */
export async function readXfconf(
  system: LinuxSystem,
  env: Readonly<Record<string, string | undefined>>,
  channel: string,
): Promise<XfconfChannel | NoSetting> {
  const files = await readConfigFiles(system, env, xfconfFile(channel));
  if (!files.ok) return files;
  const groups = await groupsOf(system);
  const applies = (list: string) => isInList(list, system.userName, groups);
  const merged: Merged = { properties: new Map(), channelLocked: false };
  for (const [index, text] of files.texts.entries()) {
    if (text === '') continue;
    const root = await parseChannel(text);
    const isUsers = index === files.texts.length - 1;
    if (root === undefined || (isUsers && locksSomething(root)))
      return noSetting('unparsable', files.paths[index] ?? channel, 'not an xfconf channel');
    if (isUsers) mergeUserFile(merged, root);
    else mergeSystemFile(merged, root, applies);
  }
  const { properties, channelLocked } = merged;
  const source = files.paths.at(-1) ?? channel;
  return {
    ok: true,
    source,
    flag: (path) => ofType(properties.get(path), ['bool'])?.toLowerCase().startsWith('t'),
    number: (path) => finite(ofType(properties.get(path), ['int', 'uint', 'double'])),
    locked: (path) => channelLocked || properties.get(path)?.locked === true,
  };
}

async function parseChannel(text: string): Promise<Element | undefined> {
  // Other desktops than Xfce need no XML.
  const { XMLParser, XMLValidator } = await import('fast-xml-parser');
  if (XMLValidator.validate(text) !== true) return undefined;
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    processEntities: false,
    isArray: (name, _path, _isLeaf, isAttribute) => name === 'property' && !isAttribute,
  });
  const channel = parsed(() => parser.parse(text) as { channel?: unknown })?.channel;
  if (typeof channel !== 'object' || channel === null || Array.isArray(channel)) return undefined;
  return channel as Element;
}

interface Merged {
  properties: Map<string, Property>;
  channelLocked: boolean;
}

/** The parser throws at some documents that its validator takes, such as an unclosed DOCTYPE. */
function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

/**
 * A file of the system may lock a channel or a property for a list of users; where both lists are given the one of the
 * exempt counts. Among files of the system the later wins, locked or not; but one that locks the channel first drops what
 * was there, and one that says it is open after another has locked it is not heard. A locked channel or property has
 * nothing of the user's own file (xfconf-backend-perchannel-xml.c, "Policy").
 */
function mergeSystemFile(merged: Merged, channel: Element, applies: (list: string) => boolean): void {
  const lockOf = ({ locked, unlocked }: Element): boolean | undefined => {
    if (unlocked) return !applies(unlocked);
    return locked ? applies(locked) : undefined;
  };
  const channelLock = lockOf(channel);
  if (merged.channelLocked && channelLock === false) return;
  if (!merged.channelLocked && channelLock === true) merged.properties.clear();
  merged.channelLocked ||= channelLock === true;
  for (const [path, element] of propertiesOf(channel)) {
    const locked = lockOf(element) ?? merged.properties.get(path)?.locked ?? false;
    merged.properties.set(path, { type: element.type ?? '', value: element.value ?? '', locked });
  }
}

function mergeUserFile(merged: Merged, channel: Element): void {
  if (merged.channelLocked) return;
  for (const [path, { type = '', value = '' }] of propertiesOf(channel)) {
    const before = merged.properties.get(path);
    // A branch has no value of its own, and takes none away.
    if (before?.locked === true || type === 'empty') continue;
    merged.properties.set(path, { type, value, locked: false });
  }
}

function propertiesOf(element: Element, above = ''): [string, Element][] {
  return (element.property ?? []).flatMap((inner) => {
    const path = `${above}/${inner.name ?? ''}`;
    return [[path, inner] as [string, Element], ...propertiesOf(inner, path)];
  });
}

/** xfconfd refuses a file of the user that locks something, as a whole. */
function locksSomething(element: Element): boolean {
  if (element.locked || element.unlocked) return true;
  return (element.property ?? []).some(locksSomething);
}

/** `name;@group`: only who is listed in the group is in it, not whose first group it is (xfconf-util.c). */
function isInList(list: string, user: string, groups: ReadonlySet<string>): boolean {
  return list.split(';').some((name) => (name.startsWith('@') ? groups.has(name.slice(1)) : name === user));
}

async function groupsOf({ root, userName }: LinuxSystem): Promise<ReadonlySet<string>> {
  const file = await readBytes(join(root, 'etc/group'));
  const rows = file.ok ? file.bytes.toString('utf8').split('\n') : [];
  const mine = rows
    .map((row) => row.split(':'))
    .filter(([, , , members = '']) => members.split(',').includes(userName));
  return new Set(mine.map(([name = '']) => name));
}

function ofType(property: Property | undefined, types: readonly string[]): string | undefined {
  return property !== undefined && types.includes(property.type) ? property.value : undefined;
}

function finite(text: string | undefined): number | undefined {
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}
