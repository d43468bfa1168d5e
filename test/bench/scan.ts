import { ChildProcess } from 'node:child_process';
import { assess } from '../../src/policy/assess.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { forPlatform } from '../../src/probes/for-platform.ts';
import { readFacts } from '../../src/probes/read-facts.ts';
import { noAssignment } from '../../src/rules/assignment.ts';
import { type Figure, percentile } from './figure.ts';

const scans = 200;

/** Every start of a child process in this process, whoever asks for it. */
function countChildren(): () => number {
  let started = 0;
  // `spawn` on the prototype is what spawn, exec, execFile and fork all end in; it is not in Node's types.
  const prototype = ChildProcess.prototype as unknown as { spawn: (...args: unknown[]) => unknown };
  const original = prototype.spawn;
  prototype.spawn = function spawn(...args: unknown[]) {
    started += 1;
    return original.apply(this, args);
  };
  return () => started;
}

/** A full scan of this machine, warm: what it costs when nothing has changed. */
export async function measureScan(): Promise<Figure[]> {
  const { probes } = (await forPlatform()).platform();
  const children = countChildren();
  await scanOnce(probes);
  const cold = children();
  const samples: number[] = [];
  for (let scan = 0; scan < scans; scan += 1) samples.push(await scanOnce(probes));
  return [
    { name: 'full scan, warm, p50', value: percentile(samples, 0.5), unit: 'ms', goal: '' },
    { name: 'full scan, warm, p95', value: percentile(samples, 0.95), unit: 'ms', goal: '≤ 50 ms' },
    { name: 'child processes, first scan', value: cold, unit: '', goal: 'where only a program can tell' },
    { name: `child processes, ${scans} warm scans`, value: children() - cold, unit: '', goal: '0' },
  ];
}

async function scanOnce(probes: Parameters<typeof readFacts>[0]): Promise<number> {
  const begun = performance.now();
  const readings = await readFacts(probes);
  const at = new Date().toISOString();
  assess(defaultPolicy(), 'standard', readings, { at, today: at.slice(0, 10) }, noAssignment);
  return performance.now() - begun;
}
