import type { LocalUser } from './system.ts';

/** Nobody has kept a password for so long: Windows says so where it has no date, or the date is zero. */
const twentyYears = 20 * 365 * 24 * 3600;

/** UF_… of lmaccess.h. */
export const userFlags = {
  disabled: 0x2,
  /** Allows an empty password and proves none: makers set it on the accounts of new computers. */
  passwordNotRequired: 0x20,
  smartcardRequired: 0x4_0000,
};

export function hasFlag({ flags }: { readonly flags: number }, flag: number): boolean {
  return (flags & flag) !== 0;
}

/** Whether Windows has no date on which a password was set for the account. */
export function wasNeverSet({ passwordAgeSeconds }: LocalUser): boolean {
  return passwordAgeSeconds >= twentyYears;
}
