import { bytesAt } from './memory.ts';

/** The fixed part of a SID (winnt.h): revision, count, and six bytes of authority. */
const headLength = 8;
const authorityStart = 2;
const authorityLength = 6;

/** @returns the SID at an address as words, `S-1-5-21-…`; empty for a null pointer. */
export function sidAt(address: bigint): string {
  if (address === 0n) return '';
  const [revision = 0, count = 0] = bytesAt(address, 2);
  const bytes = bytesAt(address, headLength + 4 * count);
  const authority = bytes.readUIntBE(authorityStart, authorityLength);
  const parts = Array.from({ length: count }, (_, index) => bytes.readUInt32LE(headLength + 4 * index));
  return ['S', revision, authority, ...parts].join('-');
}
