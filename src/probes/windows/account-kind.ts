import type { TokenUser } from './system.ts';

/** Where the account of a token lives. `unclear`: whether it is this computer's own could not be read. */
export type AccountKind = 'local' | 'domain' | 'entra' | 'service' | 'unclear';

/**
 * By the SID of the token alone: a name can stand for an account of this computer and one of the domain at once.
 * S-1-5-21 is a computer or a domain, S-1-12-1 is Entra ID (MS-DTYP 2.4.2, "Well-known SID structures").
 */
export function accountKind({ sid, machineSid }: TokenUser): AccountKind {
  if (sid.startsWith('S-1-12-1-')) return 'entra';
  if (!/^S-1-5-21(-\d+){4}$/.test(sid)) return 'service';
  if (machineSid === undefined) return 'unclear';
  return authority(sid) === machineSid ? 'local' : 'domain';
}

/** The last number of a SID: the account's own. */
export function ridOf(sid: string): number {
  return Number(sid.slice(sid.lastIndexOf('-') + 1));
}

function authority(sid: string): string {
  return sid.slice(0, sid.lastIndexOf('-'));
}
