import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type BareSession, startBareSession } from './bare-session.ts';
import { type Figure, median } from './figure.ts';
import {
  agentApp,
  benchUser,
  endApp,
  floorApp,
  type MeasuredApp,
  savingFloorApp,
  startApp,
} from './measured-app.ts';
import { cpuSecondsOver, usageOf } from './process-tree.ts';

const rounds = 3;
/** The first start makes the profile, and may show its first finding; what is measured is the start after it. */
const firstStartMs = 12_000;
/** V8 tidies up for half a minute after a start, in the empty app as well: no part of a silent day. */
const settleMs = 45_000;
const idleMs = 150_000;
const secondsPerDay = 86_400;

interface Sample {
  readonly trayMs: number;
  readonly pssMb: number;
  readonly processes: number;
  /** CPU-seconds a day, from the idle spell; null in the rounds that have none. */
  readonly cpuPerDay: number | null;
}

/** The silent agent against an empty tray app, in turn, so that a drifting machine drifts for both. */
export async function measureShell(runtime: string): Promise<Figure[]> {
  const apps = [floorApp, savingFloorApp, agentApp];
  const samples = apps.map((): Sample[] => []);
  const session = await startBareSession();
  try {
    for (let round = 0; round < rounds; round += 1)
      for (const [index, app] of apps.entries())
        samples[index]?.push(await measureOnce(session, runtime, app, round === rounds - 1));
  } finally {
    session.end();
  }
  const [plain = [], saving = [], agent = []] = samples;
  return toFigures(plain, saving, agent);
}

async function measureOnce(
  session: BareSession,
  runtime: string,
  app: MeasuredApp,
  isLast: boolean,
): Promise<Sample> {
  const home = mkdtempSync(join(tmpdir(), 'deskward-bench-home-'));
  chownSync(home, benchUser, benchUser);
  try {
    await startOnce(session, runtime, app, home);
    return await measureStart(session, runtime, app, home, isLast);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function startOnce(
  session: BareSession,
  runtime: string,
  app: MeasuredApp,
  home: string,
): Promise<void> {
  const registered = session.nextTray();
  const child = startApp(session, runtime, app, home);
  await registered;
  await pause(firstStartMs);
  await endApp(child);
}

async function measureStart(
  session: BareSession,
  runtime: string,
  app: MeasuredApp,
  home: string,
  isLast: boolean,
): Promise<Sample> {
  const registered = session.nextTray();
  const begun = performance.now();
  const child = startApp(session, runtime, app, home);
  const endedEarly = new Promise<never>((_resolve, reject) => {
    child.once('exit', (code) =>
      reject(new Error(`${app.name} ended with ${code} before its icon was there`)),
    );
  });
  try {
    await Promise.race([registered, endedEarly]);
    const trayMs = performance.now() - begun;
    endedEarly.catch(() => undefined);
    return { trayMs, ...(await measureSilence(child.pid ?? 0, isLast)) };
  } finally {
    await endApp(child);
  }
}

/** A silent spell takes minutes, so only the last round has one. */
async function measureSilence(pid: number, hasSpell: boolean): Promise<Omit<Sample, 'trayMs'>> {
  await pause(settleMs);
  const { pssBytes, processes } = usageOf(pid);
  const cpuPerDay = hasSpell ? ((await cpuSecondsOver(pid, idleMs)) * secondsPerDay * 1000) / idleMs : null;
  return { pssMb: pssBytes / 1e6, processes, cpuPerDay };
}

function toFigures(plain: readonly Sample[], saving: readonly Sample[], agent: readonly Sample[]): Figure[] {
  const of = (samples: readonly Sample[], key: keyof Sample) =>
    median(samples.map((sample) => sample[key]).filter((value) => value !== null));
  const onPlain = (name: string, key: keyof Sample, unit: string, goal: string): Figure => ({
    name,
    value: of(agent, key),
    unit,
    floor: { name: floorApp.name, value: of(plain, key) },
    goal,
  });
  const memory = onPlain('memory of the silent agent (PSS)', 'pssMb', 'MB', '≤ 0.95 ×');
  return [
    memory,
    { ...memory, floor: { name: savingFloorApp.name, value: of(saving, 'pssMb') }, goal: '≤ 1.05 ×' },
    onPlain('processes of the silent agent', 'processes', '', 'no more than the empty app'),
    onPlain('idle CPU-seconds a day', 'cpuPerDay', 's', 'at most 3 s more'),
    onPlain('start to tray', 'trayMs', 'ms', '≤ 1.15 ×'),
  ];
}
