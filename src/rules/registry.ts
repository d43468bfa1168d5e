import { accountPassword } from './account-password.ts';
import { antivirus } from './antivirus.ts';
import { approvedSoftware } from './approved-software.ts';
import { assignedUser } from './assigned-user.ts';
import { backup } from './backup.ts';
import { configuration } from './configuration.ts';
import { diskEncryption } from './disk-encryption.ts';
import { firewall } from './firewall.ts';
import { networkIsolation } from './network-isolation.ts';
import { osUpdates } from './os-updates.ts';
import { passwordAge } from './password-age.ts';
import { removableMedia } from './removable-media.ts';
import type { Rule } from './rule.ts';
import { screenLock } from './screen-lock.ts';
import { sharing } from './sharing.ts';
import { training } from './training.ts';
import { unattended } from './unattended.ts';
import { virusScan } from './virus-scan.ts';

/** Every rule, in the order in which people read them. */
export const rules = [
  screenLock,
  passwordAge,
  antivirus,
  sharing,
  virusScan,
  accountPassword,
  unattended,
  approvedSoftware,
  removableMedia,
  diskEncryption,
  backup,
  configuration,
  assignedUser,
  networkIsolation,
  firewall,
  osUpdates,
  training,
] as const;

export type RuleId = (typeof rules)[number]['id'];

/** @returns the rule of that id, or undefined for one that this version does not know. */
export function findRule(id: string): Rule | undefined {
  // A union of rules is not callable with one value; each rule is only ever given its own fact (assess.ts).
  return rules.find((rule) => rule.id === id) as Rule | undefined;
}
