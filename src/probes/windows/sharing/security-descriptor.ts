import type { Reach } from './finding.ts';

/** SECURITY_DESCRIPTOR_RELATIVE and SE_* (winnt.h). */
const headerSize = 20;
const daclPresent = 0x0004;
const selfRelative = 0x8000;
/** ACE types and flags (winnt.h). */
const [allowed, denied] = [0, 1];
const inheritOnly = 0x08;
const everyone = 'S-1-1-0';
/** Everyone, Anonymous, the group Guests: who gets in by these needs no account of their own. */
const openTo = new Set([everyone, 'S-1-5-7', 'S-1-5-32-546']);
/** The account Guest, whatever it is called here. */
const guestAccount = /^S-1-5-21-\d+-\d+-\d+-501$/;

/** Generic rights as a share maps them (FILE_GENERIC_*, winnt.h). */
const genericRights: readonly (readonly [generic: number, rights: number])[] = [
  [0x10000000, 0x1f01ff],
  [0x20000000, 0x1200a0],
  [0x40000000, 0x120116],
  [0x80000000, 0x120089],
];

interface Ace {
  readonly type: number;
  readonly flags: number;
  readonly rights: number;
  /** `undefined` for a type of entry that holds more than a SID: who it is for depends on what is not read here. */
  readonly sid: string | undefined;
}

/**
 * Who may enter by the DACL of a self-relative security descriptor: MS-DTYP 2.4.6. No DACL, or none in its place, lets
 * everyone in; an empty one lets nobody in. Bytes that are no descriptor give `unknown`.
 */
export function reachOf(bytes: Uint8Array): Reach {
  const entries = readDacl(bytes);
  if (entries === 'none') return 'everyone';
  if (entries === undefined) return 'unknown';
  if (letsAnyoneIn(entries)) return 'everyone';
  return entries.some((ace) => ace.sid === undefined) ? 'unknown' : 'accounts';
}

/** Entries count in their order: what was denied before is not allowed after. */
function letsAnyoneIn(entries: readonly Ace[]): boolean {
  const taken = new Map<string, number>();
  for (const { type, flags, rights, sid } of entries) {
    if (sid === undefined || (flags & inheritOnly) !== 0) continue;
    const before = (taken.get(sid) ?? 0) | (taken.get(everyone) ?? 0);
    if (type === denied) taken.set(sid, (taken.get(sid) ?? 0) | rights);
    else if ((openTo.has(sid) || guestAccount.test(sid)) && (rights & ~before) !== 0) return true;
  }
  return false;
}

/** @returns `none` for a descriptor that protects nothing, undefined for what is no descriptor. */
function readDacl(bytes: Uint8Array): readonly Ace[] | 'none' | undefined {
  if (bytes.length < headerSize) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const control = view.getUint16(2, true);
  if (view.getUint8(0) !== 1 || (control & selfRelative) === 0) return undefined;
  const start = view.getUint32(16, true);
  if ((control & daclPresent) === 0 || start === 0) return 'none';
  if (start < headerSize || start + 8 > bytes.length) return undefined;
  const end = start + view.getUint16(start + 2, true);
  return end > bytes.length ? undefined : readEntries(view, start + 8, end, view.getUint16(start + 4, true));
}

function readEntries(view: DataView, start: number, end: number, count: number): Ace[] | undefined {
  const entries: Ace[] = [];
  let at = start;
  while (entries.length < count) {
    if (at + 8 > end) return undefined;
    const size = view.getUint16(at + 2, true);
    if (size < 8 || at + size > end) return undefined;
    const ace = readEntry(view, at, size);
    if (ace === undefined) return undefined;
    entries.push(ace);
    at += size;
  }
  return entries;
}

function readEntry(view: DataView, at: number, size: number): Ace | undefined {
  const [type, flags] = [view.getUint8(at), view.getUint8(at + 1)];
  const mask = view.getUint32(at + 4, true);
  const rights = genericRights.reduce(
    (sum, [generic, own]) => ((mask & generic) === 0 ? sum : sum | own),
    mask,
  );
  if (type !== allowed && type !== denied) return { type, flags, rights, sid: undefined };
  const sid = readSid(view, at + 8, at + size);
  return sid === undefined ? undefined : { type, flags, rights, sid };
}

/** MS-DTYP 2.4.2.2: revision 1, up to 15 parts; the authority has its high byte first, the parts their low byte. */
function readSid(view: DataView, at: number, end: number): string | undefined {
  if (at + 8 > end || view.getUint8(at) !== 1) return undefined;
  const parts = view.getUint8(at + 1);
  if (parts > 15 || at + 8 + 4 * parts > end) return undefined;
  const authority = view.getUint16(at + 2) * 2 ** 32 + view.getUint32(at + 4);
  const numbers = Array.from({ length: parts }, (_, part) => view.getUint32(at + 8 + 4 * part, true));
  return ['S-1', authority, ...numbers].join('-');
}
