import { crc32 } from 'node:zlib';

/*
 * One record a line: its length and its CRC-32, eight hex digits each, then the text.
 *   0000002a 1c291ca3 {"kind":"report",…}\n
 * A line can be told from rubbish wherever reading begins, so one spoilt record costs no other.
 */
const headLength = 18;
const newline = 0x0a;

export interface FoundRecord {
  readonly text: string;
  /** Bytes from the start of the file to the text, and the length of the text. */
  readonly offset: number;
  readonly length: number;
}

export interface ReadRecords {
  readonly records: readonly FoundRecord[];
  /** Bytes up to and with the last whole line. */
  readonly end: number;
  /** Whole lines that are not what was written, as they stand. */
  readonly spoilt: readonly Buffer[];
  /** Whether the last line of all was spoilt: then it cannot be known what it said. */
  readonly endSpoilt: boolean;
}

export function frameRecord(text: string): Buffer {
  const body = Buffer.from(text);
  return Buffer.concat([Buffer.from(`${hex(body.length)} ${hex(crc32(body))} `), body, Buffer.from('\n')]);
}

/** Where the text of a record begins in the bytes of `frameRecord`. */
export const textOffset = headLength;

/** Everything that can be read, in order. What follows the last line end was never finished and is left out. */
export function readRecords(bytes: Buffer): ReadRecords {
  const records: FoundRecord[] = [];
  const spoilt: Buffer[] = [];
  let endSpoilt = false;
  let start = 0;
  for (let stop = bytes.indexOf(newline); stop !== -1; stop = bytes.indexOf(newline, start)) {
    const text = textOf(bytes.subarray(start, stop));
    endSpoilt = text === null;
    if (text === null) spoilt.push(bytes.subarray(start, stop + 1));
    else records.push({ text, offset: start + headLength, length: stop - start - headLength });
    start = stop + 1;
  }
  return { records, end: start, spoilt, endSpoilt };
}

function textOf(line: Buffer): string | null {
  const head = /^([0-9a-f]{8}) ([0-9a-f]{8}) $/.exec(line.toString('latin1', 0, headLength));
  const body = line.subarray(headLength);
  const fits = head !== null && head[1] === hex(body.length) && head[2] === hex(crc32(body));
  return fits ? body.toString('utf8') : null;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
