import { createInterface } from 'node:readline';
import { accountPasswordProbe } from '../../src/probes/linux/account-password.ts';
import { antivirusProbe } from '../../src/probes/linux/antivirus.ts';
import { assignedUserProbe } from '../../src/probes/linux/assigned-user.ts';
import { backupProbe } from '../../src/probes/linux/backup.ts';
import { firewallProbe } from '../../src/probes/linux/firewall.ts';
import { networkIsolationProbe } from '../../src/probes/linux/network-isolation.ts';
import { osUpdatesProbe } from '../../src/probes/linux/os-updates.ts';
import { passwordAgeProbe } from '../../src/probes/linux/password-age.ts';
import { sharingProbe } from '../../src/probes/linux/sharing.ts';
import { thisSystem } from '../../src/probes/linux/system.ts';
import { virusScanProbe } from '../../src/probes/linux/virus-scan.ts';
import type { Probe } from '../../src/probes/probe.ts';
import { readFacts } from '../../src/probes/read-facts.ts';

/**
 * Run inside the sandbox: read-fact.mjs FACT LABEL…; reads the fact of this machine for each label with one and the same
 * probe and prints each as a line of JSON. The label `-` waits for a line on standard input instead.
 */
let children = 0;
const here = thisSystem();
const system: typeof here = {
  ...here,
  run: (...call) => {
    children += 1;
    return here.run(...call);
  },
};
const probes: Record<string, () => Probe> = {
  'password-age': () => passwordAgeProbe(system),
  antivirus: () => antivirusProbe(system),
  sharing: () => sharingProbe(system),
  'virus-scan': () => virusScanProbe(system),
  firewall: () => firewallProbe(system),
  'os-updates': () => osUpdatesProbe(system),
  'account-password': () => accountPasswordProbe(system),
  backup: () => backupProbe(system),
  'assigned-user': () => assignedUserProbe(system),
  'network-isolation': () => networkIsolationProbe(system),
};

const [fact = '', ...labels] = process.argv.slice(2);
const probe = probes[fact]?.();
if (probe === undefined) throw new Error(`read-fact knows no fact ${fact}`);
const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
for (const label of labels) {
  if (label === '-') {
    await input.next();
    continue;
  }
  children = 0;
  const readings = await readFacts([probe]);
  process.stdout.write(`${JSON.stringify({ label, reading: readings[probe.fact], children })}\n`);
}
process.exit(0);
