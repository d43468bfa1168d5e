import { createInterface } from 'node:readline';
import { momentOf } from '../../src/agent/scanner/moment.ts';
import { assess } from '../../src/policy/assess.ts';
import { defaultPolicy, type Profile } from '../../src/policy/policy.ts';
import { readFacts } from '../../src/probes/read-facts.ts';
import { thisWindows } from '../../src/probes/windows/native/this-windows.ts';
import { windowsPlatform } from '../../src/probes/windows/platform.ts';
import { noAssignment } from '../../src/rules/assignment.ts';

/** A line that asks: what the doubles shall read and write, which moment it is (ISO), and for which profile. */
interface Asked {
  readonly env: Readonly<Record<string, string>>;
  readonly at: string;
  readonly profile: Profile;
  readonly users: readonly string[] | null;
}

/** Judges one machine after the other in this process, a line for each; what starting anew costs is not paid each time. */
async function judge({ env, at, profile, users }: Asked): Promise<object> {
  // The doubles ask Windows for the variables of this process, at each call.
  Object.assign(process.env, env);
  const now = new Date(at);
  // A native layer of its own for each: one that has hung asks no more.
  const readings = await readFacts(windowsPlatform(thisWindows(), () => now).probes);
  const assignment = { ...noAssignment, users };
  const verdicts = assess(defaultPolicy(), profile, readings, momentOf(now), assignment);
  return verdicts.map(({ rule, status, reason }) => ({ rule, status, reason: reason?.id ?? null }));
}

process.setMaxListeners(0);
for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(`${JSON.stringify(await judge(JSON.parse(line) as Asked))}\n`);
