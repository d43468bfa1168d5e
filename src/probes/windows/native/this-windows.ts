import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { type Answer, answer, refusal } from '../answer.ts';
import type { WatchedKey, WindowsSystem } from '../system.ts';
import { endProcess } from './end-process.ts';
import { NativeThread } from './native-thread.ts';
import type { Questions } from './questions.ts';

type Ask = <Name extends keyof Questions>(
  name: Name,
  ...args: Parameters<Questions[Name]>
) => Promise<Answer<ReturnType<Questions[Name]>>>;

/** The computer that this program runs on. No native code is in this thread: it is loaded in a worker, when first asked. */
export function thisWindows(): WindowsSystem {
  const thread = new NativeThread(() => openWorker({}));
  process.once('exit', (code) => {
    if (thread.abandoned > 0) endProcess(Number(code));
  });
  // The worker answers each question with what its own function returns.
  const ask: Ask = (name, ...args) => thread.ask(name, args) as ReturnType<Ask> as never;
  return {
    env: process.env,
    registry: {
      value: (hive, key, name) => ask('registryValue', hive, key, name),
      values: (hive, key) => ask('registryValues', hive, key),
      subkeys: (hive, key) => ask('registrySubkeys', hive, key),
    },
    async screenSaver() {
      const told = await ask('screenSaver');
      return told.ok ? told.value : { active: told, secure: told, timeoutSeconds: told };
    },
    powerCapabilities: () => ask('powerCapabilities'),
    powerSetting: (subgroup, setting) => ask('powerSetting', subgroup, setting),
    tokenUser: () => ask('tokenUser'),
    localUser: (name) => ask('localUser', name),
    internetIdentity: (name) => ask('internetIdentity', name),
    logonSession: () => ask('logonSession'),
    domainJoined: () => ask('domainJoined'),
    antivirusProducts: () => ask('antivirusProducts'),
    services: () => ask('services'),
    processNames: () => ask('processNames'),
    networkShares: () => ask('networkShares'),
    fileExists,
    smbios: () => ask('smbios'),
    userNotificationState: () => ask('userNotificationState'),
    open: (target, parameters) => ask('open', target, parameters),
    watchRegistry: (keys, onChange) => watch(keys, onChange, (event) => void ask('signal', event)),
  };
}

function openWorker(workerData: object): Worker {
  // Beside the bundle. Machine code can't be loaded out of an archive: the worker is unpacked, and finds it there.
  const file = new URL('./windows-worker.js', import.meta.url);
  file.pathname = file.pathname.replace('/app.asar/', '/app.asar.unpacked/');
  return new Worker(file, { workerData });
}

/** A path on the network is not looked at: it may take minutes, and hands this user's name to whoever answers. */
async function fileExists(path: string): Promise<Answer<boolean>> {
  const full = path.replace(
    /%([^%]+)%/g,
    (whole, name: string) => process.env[name] ?? process.env[name.toUpperCase()] ?? whole,
  );
  if (/^[\\/]{2}/.test(full)) return refusal('not-supported', `${full} lies on the network`);
  try {
    return answer((await stat(full)).isFile());
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return answer(false);
    return refusal(code === 'EACCES' || code === 'EPERM' ? 'denied' : 'failed', `${full}: ${code}`);
  }
}

function watch(
  keys: readonly WatchedKey[],
  onChange: () => void,
  signal: (event: bigint) => void,
): () => void {
  const worker = openWorker({ watchedKeys: keys });
  worker.unref();
  let stopped = false;
  let event: bigint | undefined;
  worker.on('message', (message: { readonly stop?: bigint }) => {
    if (message.stop === undefined) {
      if (!stopped) onChange();
      return;
    }
    event = message.stop;
    if (stopped) signal(event);
  });
  // Without it, the scan on schedule sees what it would have told.
  worker.on('error', () => undefined);
  return () => {
    stopped = true;
    if (event !== undefined) signal(event);
  };
}
