import { type PasswordFinding, unclear } from '../../account-password-reading.ts';
import { readAttribute } from '../directory-record.ts';
import { type FileVault, fileVaultSource } from '../file-vault.ts';
import type { MacSystem } from '../system.ts';
import type { Unread } from '../unread.ts';

const source = 'dscl AuthenticationAuthority';

/**
 * Whether the user's account has a password, as far as macOS tells without one being tried: an empty one is kept like any
 * other. The account's secure token opens the disk of FileVault, and is wrapped in the password (Apple Platform Security).
 */
export async function readOwnPassword(
  system: MacSystem,
  fileVault: FileVault | Unread,
  signal: AbortSignal,
): Promise<PasswordFinding> {
  const authority = await readAttribute(system, 'AuthenticationAuthority', signal);
  if (!authority.ok) {
    if (authority.reason === 'remote-account') return { state: 'elsewhere', source };
    return unclear(authority.reason, source, authority.detail);
  }
  const ways = authority.text ?? '';
  // kDSValueAuthAuthorityLocalCachedUser: a copy of an account that a directory keeps.
  if (ways.includes(';LocalCachedUser;')) return { state: 'elsewhere', source: `${source} LocalCachedUser` };
  if (/;?DisabledUser\b/.test(ways)) return { state: 'locked', source };
  if (!fileVault.ok) return unclear(fileVault.reason, fileVault.source, fileVault.detail);
  const isOn = fileVault.state === 'on';
  if (isOn && ways.includes(';ShadowHash;') && ways.includes(';SecureToken;'))
    return { state: 'set', source: `${source} SecureToken, ${fileVaultSource}` };
  return { state: 'untold', source, ...(isOn ? {} : { wouldTell: 'filevault' as const }) };
}
