import { readdir, stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { type BackupPlace, lookAtBackupPlace } from '../../backup-place.ts';
import { type Answer, answer, refusal } from '../answer.ts';
import type { PlatformKeys, WindowsSystem } from '../system.ts';
import { endProcess, signalAtEnd } from './end-process.ts';
import { NativeThread } from './native-thread.ts';
import type { Questions } from './questions.ts';
import { WatchThread } from './watch-thread.ts';

type Ask = <Name extends keyof Questions>(
  name: Name,
  ...args: Parameters<Questions[Name]>
) => Promise<Answer<ReturnType<Questions[Name]>>>;

/** Milliseconds to open a page of the settings: a program has to start. */
const openBudgetMs = 15_000;
/** Milliseconds for Windows Update, whose service may have to start first; within a probe's budget. */
const updatesBudgetMs = 8000;
/** Milliseconds for a TPM, which may be busy with somebody else's key: making one takes seconds. */
const keyBudgetMs = 30_000;

/** The computer that this program runs on. No native code is in this thread: it is loaded in a worker, when first asked. */
export function thisWindows(): WindowsSystem {
  const watches = new Set<WatchThread>();
  // Who has asked nothing has nothing to end.
  const seeToTheEnd = once(() =>
    process.once('exit', (code) => end(Number(code), [thread, keyThread, updatesThread], watches)),
  );
  const open = (workerData: object): Worker => {
    seeToTheEnd();
    return openWorker(workerData);
  };
  const thread = new NativeThread(() => open({}));
  // No scan waits for the TPM.
  const keyThread = new NativeThread(() => open({}), { budgetMs: keyBudgetMs });
  // Nor for Windows Update.
  const updatesThread = new NativeThread(() => open({}), { budgetMs: updatesBudgetMs });
  const ask = askOn(thread);
  return {
    env: process.env,
    registry: {
      value: (hive, key, name) => ask('registryValue', hive, key, name),
      values: (hive, key) => ask('registryValues', hive, key),
      subkeys: (hive, key) => ask('registrySubkeys', hive, key),
      writeTime: (hive, key) => ask('registryWriteTime', hive, key),
      valuesBelow: (hive, key, names) => ask('registryValuesBelow', hive, key, names),
    },
    platformKeys: platformKeys(askOn(keyThread)),
    async screenSaver() {
      const told = await ask('screenSaver');
      return told.ok ? told.value : { active: told, secure: told, timeoutSeconds: told };
    },
    powerCapabilities: () => ask('powerCapabilities'),
    powerSetting: (subgroup, setting) => ask('powerSetting', subgroup, setting),
    tokenUser: () => ask('tokenUser'),
    localUser: (name) => ask('localUser', name),
    bitLocker: (letter) => ask('bitLocker', letter),
    localAccounts: () => ask('localAccounts'),
    internetIdentity: (name) => ask('internetIdentity', name),
    logonSession: () => ask('logonSession'),
    domainJoined: () => ask('domainJoined'),
    securityProducts: (provider) => ask('securityProducts', provider),
    securityHealth: (provider) => ask('securityHealth', provider),
    updateDates: () => askOn(updatesThread)('updateDates'),
    newestEvent: (channel, xpath) => ask('newestEvent', channel, xpath),
    services: () => ask('services'),
    processNames: () => ask('processNames'),
    networkShares: () => ask('networkShares'),
    drives: () => ask('drives'),
    storageNodes: () => ask('storageNodes'),
    storageDevice: (letter) => ask('storageDevice', letter),
    diskIdentity: (id) => ask('diskIdentity', id),
    idleMilliseconds: () => ask('idleMilliseconds'),
    desktopState: () => ask('desktopState'),
    networkAdapters: () => ask('networkAdapters'),
    wideRoutes: () => ask('wideRoutes'),
    backupPlace,
    fileExists,
    filesIn,
    smbios: () => ask('smbios'),
    userNotificationState: () => ask('userNotificationState'),
    open: (target, parameters) =>
      thread.ask('open', [target, parameters], openBudgetMs) as Promise<Answer<void>>,
    watchRegistry(watchedKeys, onChange) {
      const watch = new WatchThread(open({ watchedKeys }), onChange, (event) => void ask('signal', event));
      watches.add(watch);
      return () => watch.stop();
    },
  };
}

/** The worker answers each question with what its own function returns. */
function askOn(thread: NativeThread): Ask {
  return (name, ...args) => thread.ask(name, args) as ReturnType<Ask> as never;
}

function platformKeys(ask: Ask): PlatformKeys {
  return {
    create: (name) => ask('createPlatformKey', name),
    sign: (name, digest) => ask('signWithPlatformKey', name, digest),
    remove: (name) => ask('removePlatformKey', name),
  };
}

/** The worker lies beside the bundle (tools/build.mjs). */
function openWorker(workerData: object): Worker {
  return new Worker(new URL('./windows-worker.js', import.meta.url), { workerData });
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}

/** What sits in a native call is woken, or the process would never end; where that can't be, it is ended as it is. */
function end(code: number, threads: readonly NativeThread[], watches: Iterable<WatchThread>): void {
  const running = [...watches].filter((watch) => watch.isRunning);
  const events = running.flatMap(({ event }) => event ?? []);
  if (threads.some(({ abandoned }) => abandoned > 0) || events.length < running.length) endProcess(code);
  else if (events.length > 0) signalAtEnd(events);
}

/** On Windows the environment's names are the same in any case. */
function expanded(path: string): string {
  return path.replace(/%([^%]+)%/g, (whole, name: string) => process.env[name] ?? whole);
}

/** What is there is not looked at: it may take minutes, and hands this user's name to whoever answers. */
function isOnNetwork(path: string): boolean {
  return /^[\\/]{2}/.test(path);
}

async function backupPlace(path: string): Promise<BackupPlace> {
  const full = expanded(path);
  if (isOnNetwork(full)) return { found: 'unread', detail: `${full} lies on the network` };
  return lookAtBackupPlace(full);
}

async function fileExists(path: string): Promise<Answer<boolean>> {
  return (await lookAt(path, async (full) => (await stat(full)).isFile())) ?? answer(false);
}

async function filesIn(folder: string, depth: 'all' | 'own'): Promise<Answer<readonly string[] | undefined>> {
  const options = { recursive: depth === 'all', withFileTypes: true } as const;
  const found = await lookAt(folder, (full) => readdir(full, options));
  if (found === undefined) return answer(undefined);
  return found.ok ? answer(found.value.filter((entry) => entry.isFile()).map(({ name }) => name)) : found;
}

/** @returns undefined for what is not there. */
async function lookAt<T>(path: string, look: (full: string) => Promise<T>): Promise<Answer<T> | undefined> {
  const full = expanded(path);
  if (isOnNetwork(full)) return refusal('not-supported', `${full} lies on the network`);
  try {
    return answer(await look(full));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    return refusal(code === 'EACCES' || code === 'EPERM' ? 'denied' : 'failed', `${full}: ${code}`);
  }
}
