import type * as z from 'zod';
import { accountPassword } from './account-password.ts';
import { antivirus } from './antivirus.ts';
import { approvedSoftware } from './approved-software.ts';
import { assignedUser } from './assigned-user.ts';
import { backup } from './backup.ts';
import { configuration } from './configuration.ts';
import { diskEncryption } from './disk-encryption.ts';
import type { Reading } from './fact.ts';
import { firewall } from './firewall.ts';
import { networkIsolation } from './network-isolation.ts';
import { osUpdates } from './os-updates.ts';
import { passwordAge } from './password-age.ts';
import { removableMedia } from './removable-media.ts';
import { screenLock } from './screen-lock.ts';
import { sharing } from './sharing.ts';
import { training } from './training.ts';
import { unattended } from './unattended.ts';
import { virusScan } from './virus-scan.ts';

/** Every fact that a probe may read, by its name. */
export const facts = {
  [screenLock.name]: screenLock,
  [passwordAge.name]: passwordAge,
  [antivirus.name]: antivirus,
  [sharing.name]: sharing,
  [virusScan.name]: virusScan,
  [firewall.name]: firewall,
  [osUpdates.name]: osUpdates,
  [accountPassword.name]: accountPassword,
  [unattended.name]: unattended,
  [backup.name]: backup,
  [networkIsolation.name]: networkIsolation,
  [training.name]: training,
  [approvedSoftware.name]: approvedSoftware,
  [diskEncryption.name]: diskEncryption,
  [assignedUser.name]: assignedUser,
  [removableMedia.name]: removableMedia,
  [configuration.name]: configuration,
};

export type FactName = keyof typeof facts;
export type FactValue<Name extends FactName> = z.infer<(typeof facts)[Name]['value']>;
export type Readings = { readonly [Name in FactName]?: Reading<FactValue<Name>> };

export const factNames = Object.keys(facts) as FactName[];

/** Facts that no look at the machine can give: the agent reads them, and no platform has a probe for them. */
export const observedFacts: readonly FactName[] = [unattended.name, training.name];
