import { type SwitchFinding, unclear } from '../../account-password-reading.ts';
import { hasFlag, userFlags } from '../local-password.ts';
import type { WindowsSystem } from '../system.ts';
import { unknownReason } from '../unread.ts';

const source = 'NetUserEnum level 20, account 501';
/** DOMAIN_USER_RID_GUEST (winnt.h): its name is another one in each language, and can be changed. */
const guestRid = 501;

/** An account that is not there is as good as one that is switched off. */
export async function readGuest(system: WindowsSystem): Promise<SwitchFinding> {
  const accounts = await system.localAccounts();
  if (!accounts.ok) return unclear(unknownReason(accounts.reason), source, accounts.detail);
  const guest = accounts.value.find(({ rid }) => rid === guestRid);
  const isOn = guest !== undefined && !hasFlag(guest, userFlags.disabled);
  return { state: isOn ? 'on' : 'off', source };
}
