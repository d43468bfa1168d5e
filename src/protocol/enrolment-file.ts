import * as z from 'zod';
import { type BundleKeys, bundleKeys } from './bundle-keys.ts';
import { type EnrolmentString, parseEnrolmentString } from './enrolment.ts';

/** What its name ends in. */
export const enrolmentFileExtension = 'deskward-enrolment';

/** More than any has. Bytes. */
export const maxEnrolmentFileBytes = 8 * 1024;

/** What IT hands to a machine that no network reaches: whoever has it can enrol, as with the string in it. */
const enrolmentFile = z.object({
  v: z.literal(1),
  enrolment: z.string().max(1000),
  bundleKeys,
});

export interface EnrolmentFile extends EnrolmentString {
  readonly bundleKeys: BundleKeys;
}

export function formatEnrolmentFile(enrolment: string, keys: BundleKeys): string {
  return `${JSON.stringify({ v: 1, enrolment, bundleKeys: keys }, null, 2)}\n`;
}

/** @returns null for anything that is not an enrolment file this version can use safely. */
export function readEnrolmentFile(text: string): EnrolmentFile | null {
  const read = enrolmentFile.safeParse(parse(text));
  const target = read.success ? parseEnrolmentString(read.data.enrolment) : null;
  return read.success && target !== null ? { ...target, bundleKeys: read.data.bundleKeys } : null;
}

function parse(text: string): unknown {
  try {
    return text.length > maxEnrolmentFileBytes ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
