import { makerText } from '../maker-text.ts';

/** RawSMBIOSData (GetSystemFirmwareTable): four bytes of versions and the table's length come before the table. */
const headerBytes = 8;
const lengthAt = 4;
/** SMBIOS specification (DMTF DSP0134) 7.2: "System Information", whose serial number is the string named here. */
const systemInformation = 1;
const serialNumberAt = 7;
const endOfTable = 127;

/** 7.18: "Memory Device", a slot, whether there is a module in it or not. */
const memoryDevice = 17;
const [sizeAt, memorySerialAt, extendedSizeAt] = [0x0c, 0x18, 0x1c];
/** Of its size: empty, not known, and "see the extended size"; the highest bit counts in KiB instead of MiB. */
const [empty, notKnown, extended, inKibibytes] = [0, 0xffff, 0x7fff, 0x8000];

/** One module of memory as its maker wrote it; no serial number where the table does not tell. */
export interface MemoryModule {
  readonly bytes: number;
  readonly serial: string;
}

/** @returns the serial number of the computer as its maker wrote it; '' where the table does not tell. */
export function serialNumber(raw: Uint8Array): string {
  const system = structuresIn(raw).find(({ type }) => type === systemInformation);
  return system === undefined ? '' : textAt(system, serialNumberAt);
}

/** @returns the modules of memory that are built in; none where the table does not tell. */
export function memoryModules(raw: Uint8Array): MemoryModule[] {
  return structuresIn(raw)
    .filter(({ type, bytes }) => type === memoryDevice && bytes.length >= sizeAt + 2)
    .map((device) => ({ bytes: sizeOf(device.bytes), serial: makerText(textAt(device, memorySerialAt)) }))
    .filter(({ bytes }) => bytes > 0);
}

function sizeOf(device: Uint8Array): number {
  const view = new DataView(device.buffer, device.byteOffset, device.byteLength);
  const size = view.getUint16(sizeAt, true);
  if (size === empty || size === notKnown) return 0;
  if (size === extended)
    return device.length < extendedSizeAt + 4
      ? 0
      : (view.getUint32(extendedSizeAt, true) & 0x7fff_ffff) * 2 ** 20;
  return size & inKibibytes ? (size & ~inKibibytes) * 2 ** 10 : size * 2 ** 20;
}

interface Structure {
  readonly type: number;
  readonly bytes: Uint8Array;
  readonly texts: readonly string[];
}

function structuresIn(raw: Uint8Array): Structure[] {
  const table = withoutHeader(raw);
  const structures: Structure[] = [];
  for (let at = 0; at + 4 <= table.length; ) {
    const [type = endOfTable, length = 0] = table.subarray(at, at + 2);
    if (type === endOfTable || length < 4) break;
    const { strings, next } = stringsAt(table, at + length);
    structures.push({ type, bytes: table.subarray(at, at + length), texts: strings });
    at = next;
  }
  return structures;
}

/** A field that names one of the texts behind the structure, the first by 1. */
function textAt({ bytes, texts }: Structure, at: number): string {
  return texts[(bytes[at] ?? 0) - 1] ?? '';
}

function withoutHeader(raw: Uint8Array): Uint8Array {
  if (raw.length < headerBytes) return raw;
  const length = new DataView(raw.buffer, raw.byteOffset).getUint32(lengthAt, true);
  return length === raw.length - headerBytes ? raw.subarray(headerBytes) : raw;
}

/** After each structure its texts, each ended by a zero; one more zero ends the list, two where it is empty. */
function stringsAt(table: Uint8Array, start: number): { strings: string[]; next: number } {
  const strings: string[] = [];
  let at = start;
  while (at < table.length && table[at] !== 0) {
    const end = table.indexOf(0, at);
    if (end < 0) return { strings, next: table.length };
    strings.push(new TextDecoder('latin1').decode(table.subarray(at, end)));
    at = end + 1;
  }
  return { strings, next: at + (strings.length === 0 ? 2 : 1) };
}
