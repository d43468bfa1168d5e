import type { LocalUser, TokenUser, WindowsSystem } from './system.ts';

/** Nobody has kept a password for so long: it is counted from a date that is none. */
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

/**
 * Whether the age of a password tells no date. The call has no word for "never": Windows answers 0 seconds for a password
 * that was never set, as for one whose date lies ahead of a clock that was set back. `net user` then shows this moment.
 */
export function hasNoDate({ passwordAgeSeconds }: LocalUser): boolean {
  return passwordAgeSeconds === 0 || passwordAgeSeconds >= twentyYears;
}

/**
 * When the password was set, as the sign-in of this account was told (FILETIME).
 * @returns 0 where it never was; undefined where the sign-in does not say.
 */
export async function dateAtSignIn(system: WindowsSystem, token: TokenUser): Promise<bigint | undefined> {
  const session = await system.logonSession();
  return session.ok && session.value.sid === token.sid ? session.value.passwordLastSet : undefined;
}
