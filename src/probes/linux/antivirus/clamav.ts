import type { NetConnectOpts } from 'node:net';
import { join } from 'node:path';
import type { AntivirusProduct } from '../../../facts/antivirus.ts';
import { firstExisting } from '../first-existing.ts';
import { nearestOf } from '../process-place.ts';
import type { Process, ProcessList } from '../processes.ts';
import { askClamd, type EngineVersion } from './clamd-client.ts';
import { type ClamdConfig, readClamdConfigs } from './clamd-config.ts';
import { readSignatureDatabases, type SignatureDatabase } from './signature-database.ts';

export const clamavPrograms = [
  '/usr/sbin/clamd',
  '/usr/bin/clamscan',
  '/usr/local/sbin/clamd',
  '/usr/local/bin/clamscan',
];

interface Engine extends EngineVersion {
  readonly at: string;
  readonly config: ClamdConfig;
}

/** @returns undefined where ClamAV is not on this machine. */
export async function readClamav(
  root: string,
  list: ProcessList,
  signal: AbortSignal,
): Promise<AntivirusProduct | undefined> {
  const configs = await readClamdConfigs(root);
  const engine = await firstAnswering(root, configs, signal);
  const seen = nearestOf(root, named(list, 'clamd')) !== undefined;
  const program = await firstExisting(root, clamavPrograms);
  if (engine === undefined && !seen && program === undefined) return undefined;
  // clamd tells a version and its date, and judges neither.
  const common = { name: 'ClamAV', realTime: realTime(root, list), signatures: 'unknown' } as const;
  if (engine !== undefined) return { ...common, running: 'on', ...(await signaturesOf(root, engine)) };
  // One that doesn't answer may be starting, hung, or closed to us; what lies on the disk is not what it has loaded.
  if (seen) return { ...common, running: 'unknown', signaturesAt: null, source: 'process clamd' };
  const running = list.complete ? 'off' : 'unknown';
  return { ...common, running, ...(await signaturesOnDisk(root, configs, program ?? '')) };
}

/** A running clamd checks nothing by itself: clamonacc(8) hands it the files, and needs root for fanotify(7). */
function realTime(root: string, list: ProcessList): AntivirusProduct['realTime'] {
  const guards = named(list, 'clamonacc').filter((process) => process.uid === 0);
  const guard = nearestOf(root, guards);
  if (guard?.place === 'here') return 'on';
  return list.complete && guard === undefined ? 'off' : 'unknown';
}

function named(list: ProcessList, name: string): Process[] {
  return list.processes.filter((process) => process.name === name);
}

async function firstAnswering(
  root: string,
  configs: readonly ClamdConfig[],
  signal: AbortSignal,
): Promise<Engine | undefined> {
  const asked = configs.flatMap((config) => doorsOf(root, config).map((door) => ({ config, ...door })));
  const answers = await Promise.all(
    asked.map(async ({ config, at, where }) => {
      const answer = await askClamd(where, signal);
      return answer && { ...answer, at, config };
    }),
  );
  return answers.find((answer) => answer !== undefined);
}

function doorsOf(root: string, config: ClamdConfig): { at: string; where: NetConnectOpts }[] {
  const doors: { at: string; where: NetConnectOpts }[] = [];
  if (config.socketPath !== undefined)
    doors.push({ at: `clamd socket ${config.socketPath}`, where: { path: join(root, config.socketPath) } });
  if (config.port !== undefined)
    doors.push({ at: `clamd on 127.0.0.1:${config.port}`, where: { host: '127.0.0.1', port: config.port } });
  return doors;
}

type Signatures = Pick<AntivirusProduct, 'signaturesAt' | 'source'>;

/** The engine may not have reloaded what freshclam brought: its own version counts; the disk only dates it to the second. */
async function signaturesOf(root: string, engine: Engine): Promise<Signatures> {
  if (engine.version === undefined) return { signaturesAt: null, source: `${engine.at} VERSION` };
  const databases = await readSignatureDatabases(root, engine.config.databaseDirectory);
  const loaded = databases.find((database) => database.version === engine.version);
  if (loaded !== undefined)
    return { signaturesAt: iso(loaded.madeAt), source: `${engine.at}, ${loaded.file}` };
  const other = databases[0] === undefined ? '' : `, ${databases[0].file} ${databases[0].version}`;
  return {
    signaturesAt: engine.madeAt === undefined ? null : iso(engine.madeAt),
    source: `${engine.at} VERSION ${engine.version}${other}`,
  };
}

async function signaturesOnDisk(
  root: string,
  configs: readonly ClamdConfig[],
  program: string,
): Promise<Signatures> {
  const folder = configs[0]?.databaseDirectory ?? '/var/lib/clamav';
  const newest: SignatureDatabase | undefined = (await readSignatureDatabases(root, folder))[0];
  if (newest === undefined) return { signaturesAt: null, source: program };
  return { signaturesAt: iso(newest.madeAt), source: newest.file };
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
