/** RawSMBIOSData (GetSystemFirmwareTable): four bytes of versions and the table's length come before the table. */
const headerBytes = 8;
const lengthAt = 4;
/** SMBIOS specification (DMTF DSP0134) 7.2: "System Information", whose serial number is the string named here. */
const systemInformation = 1;
const serialNumberAt = 7;
const endOfTable = 127;

/** @returns the serial number of the computer as its maker wrote it; '' where the table does not tell. */
export function serialNumber(raw: Uint8Array): string {
  const table = withoutHeader(raw);
  for (let at = 0; at + 4 <= table.length; ) {
    const [type = endOfTable, length = 0] = table.subarray(at, at + 2);
    if (type === endOfTable || length < 4) return '';
    const { strings, next } = stringsAt(table, at + length);
    if (type === systemInformation)
      return length > serialNumberAt ? (strings[(table[at + serialNumberAt] ?? 0) - 1] ?? '') : '';
    at = next;
  }
  return '';
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
