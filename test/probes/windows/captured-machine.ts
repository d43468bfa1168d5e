import { type Answer, answer, refusal } from '../../../src/probes/windows/answer.ts';
import type {
  Hive,
  KeyBelow,
  Registry,
  RegistryValue,
  WindowsSystem,
} from '../../../src/probes/windows/system.ts';
import { type CapturedMachine, isPlain, type Refused, type WrittenRegistryValue } from './machine-file.ts';

const notMonitored = 1;

/** ERROR_EVT_CHANNEL_NOT_FOUND; a channel that is there may be empty. */
function noChannel({ events }: CapturedMachine, channel: string): Refused | null {
  return channel in events ? null : { refused: 'missing', detail: 'EvtQuery: 15007' };
}

export interface CapturedWindows extends WindowsSystem {
  /** What was asked to be opened. */
  readonly opened: readonly string[];
}

/** Answers as the machine of the file would. */
export function capturedWindows(machine: CapturedMachine): CapturedWindows {
  const opened: string[] = [];
  const setting = machine.power.settings;
  return {
    opened,
    env: machine.env,
    registry: capturedRegistry(machine),
    // No machine that is written down has a TPM: what a key is kept in is no fact.
    platformKeys: {
      create: async () => refusal('missing', 'NCryptOpenStorageProvider: 0x8028400f'),
      sign: async () => refusal('missing', 'NCryptOpenStorageProvider: 0x8028400f'),
      remove: async () => refusal('missing', 'NCryptOpenStorageProvider: 0x8028400f'),
    },
    screenSaver: async () => ({
      active: said(machine.screenSaver.active),
      secure: said(machine.screenSaver.secure),
      timeoutSeconds: said(machine.screenSaver.timeoutSeconds),
    }),
    powerCapabilities: async () => said(machine.power.capabilities),
    powerSetting: async (subgroup, name) =>
      said(setting[`${subgroup}/${name}`] ?? { refused: 'failed', detail: 'PowerReadACValueIndex: 2' }),
    tokenUser: async () => {
      const user = said(machine.tokenUser);
      return user.ok ? answer({ ...user.value, machineSid: user.value.machineSid }) : user;
    },
    localUser: async (name) => said(machine.localUsers[name]),
    localAccounts: async () => said(machine.localAccounts),
    internetIdentity: async (name) => said(machine.internetIdentities[name]),
    logonSession: async () => {
      const session = said(machine.logonSession);
      if (!session.ok) return session;
      const { passwordLastSet, passwordMustChange } = session.value;
      return answer({
        ...session.value,
        passwordLastSet: BigInt(passwordLastSet),
        passwordMustChange: BigInt(passwordMustChange),
      });
    },
    domainJoined: async () => said(machine.domainJoined),
    securityProducts: async (provider) =>
      said(provider === 'antivirus' ? machine.antivirusProducts : machine.firewallProducts),
    securityHealth: async (provider) => said(provider === 'firewall' ? machine.firewallHealth : notMonitored),
    updateDates: async () => {
      const dates = said(machine.updateDates);
      if (!dates.ok) return dates;
      const { searchedAt, installedAt } = dates.value;
      return answer({ searchedAt: momentOf(searchedAt), installedAt: momentOf(installedAt) });
    },
    newestEvent: async (channel) => {
      const event = said(machine.events[channel] ?? noChannel(machine, channel));
      return event.ok ? answer(event.value ?? undefined) : event;
    },
    services: async () => {
      const services = said(machine.services);
      if (!services.ok) return services;
      return answer(
        Object.entries(services.value).map(([name, state]) => ({ name, displayName: name, state })),
      );
    },
    processNames: async () => said(machine.processes),
    networkShares: async () => {
      const found = said(machine.shares);
      if (!found.ok) return found;
      return answer({
        ...found.value,
        shares: found.value.shares.map((share) => ({
          ...share,
          path: share.path,
          securityDescriptor:
            share.securityDescriptor === undefined
              ? undefined
              : new Uint8Array(Buffer.from(share.securityDescriptor, 'base64')),
        })),
      });
    },
    bitLocker: async (letter) => {
      const drives = said(machine.drives);
      const told = said(drives.ok ? (drives.value[letter]?.bitLocker ?? 'none') : 'none');
      return told.ok ? answer(told.value === 'none' ? undefined : told.value) : told;
    },
    drives: async () => {
      const drives = said(machine.drives);
      if (!drives.ok) return drives;
      return answer(Object.entries(drives.value).map(([letter, { type }]) => ({ letter, type })));
    },
    storageNodes: async () => {
      const storage = said(machine.storage);
      if (!storage.ok) return storage;
      return answer(
        Object.entries(storage.value).map(([id, node]) => ({
          ...node,
          id,
          isInside: node.isInside,
          removalPolicy: node.removalPolicy,
          firstInstall: BigInt(node.firstInstall),
          lastArrival: BigInt(node.lastArrival),
          lastRemoval: BigInt(node.lastRemoval),
          medium: node.medium === undefined ? undefined : said(node.medium),
        })),
      );
    },
    storageDevice: async (letter) => {
      const drives = said(machine.drives);
      const device = drives.ok ? drives.value[letter]?.device : undefined;
      return device === undefined ? refusal('failed', 'CreateFileW: 2') : said(device);
    },
    diskIdentity: async (id) =>
      said(machine.diskIdentities[id] ?? { refused: 'failed', detail: 'SetupDiEnumDeviceInterfaces: 259' }),
    idleMilliseconds: async () => refusal('failed', 'nobody wrote down who was there'),
    desktopState: async () => refusal('failed', 'nobody wrote down who was there'),
    networkAdapters: async () => said(machine.adapters),
    wideRoutes: async () => said(machine.wideRoutes),
    // The default policy names no place.
    backupPlace: async () => ({ found: 'nothing' }),
    fileExists: async (path) => {
      const wanted = expanded(path, machine.env).toLowerCase();
      return answer(machine.files.some((file) => expanded(file, machine.env).toLowerCase() === wanted));
    },
    filesIn: async (path, depth) => {
      const folder = `${expanded(path, machine.env)}\\`.toLowerCase();
      const files = machine.files.map((file) => expanded(file, machine.env));
      const names = files
        .filter((file) => file.toLowerCase().startsWith(folder))
        .filter((file) => depth === 'all' || !file.slice(folder.length).includes('\\'))
        .map((file) => file.split('\\'));
      return answer(names.length === 0 ? undefined : names.map((parts) => parts.at(-1) ?? ''));
    },
    smbios: async () => {
      const table = said(machine.smbios);
      return table.ok ? answer(new Uint8Array(Buffer.from(table.value, 'base64'))) : table;
    },
    userNotificationState: async () => said(machine.userNotificationState),
    open: async (target, parameters) => {
      opened.push(parameters === undefined ? target : `${target} ${parameters}`);
      return answer(undefined);
    },
    watchRegistry: () => () => undefined,
  };
}

function momentOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

function fileTimeOf(text: string): bigint {
  return BigInt(Date.parse(text)) * 10_000n + 116_444_736_000_000_000n;
}

function said<T>(value: Refused | T): Answer<T> {
  if (isPlain(value) && 'refused' in value) {
    const { refused: reason, detail } = value as Refused;
    return refusal(reason, detail);
  }
  return answer(value as T);
}

function capturedRegistry({ registry: keys, writeTimes, at }: CapturedMachine): Registry {
  const byPath = new Map(Object.entries(keys).map(([path, values]) => [path.toLowerCase(), values]));
  const paths = Object.keys(keys);
  const full = (hive: Hive, key: string): string => (key === '' ? hive : `${hive}\\${key}`).toLowerCase();
  const values: Registry['values'] = async (hive, key) => {
    const path = full(hive, key);
    const there = byPath.get(path);
    if (there === undefined) {
      const isAbove = paths.some((other) => other.toLowerCase().startsWith(`${path}\\`));
      return answer(isAbove ? {} : undefined);
    }
    const found = said(there);
    if (!found.ok) return found;
    return answer(
      Object.fromEntries(Object.entries(found.value).map(([name, value]) => [name, registryOf(value)])),
    );
  };
  const registry: Registry = {
    values,
    async value(hive, key, name) {
      const found = await values(hive, key);
      if (!found.ok) return found;
      const entry = Object.entries(found.value ?? {}).find(
        ([each]) => each.toLowerCase() === name.toLowerCase(),
      );
      return answer(entry?.[1]);
    },
    async subkeys(hive, key) {
      const path = full(hive, key);
      const there = byPath.get(path);
      if (there !== undefined && 'refused' in there) return said<readonly string[]>(there as Refused);
      const below = paths
        .filter((other) => other.toLowerCase().startsWith(`${path}\\`))
        .map((other) => other.slice(path.length + 1).split('\\')[0] ?? '');
      if (there === undefined && below.length === 0) return answer(undefined);
      return answer([...new Set(below)]);
    },
    async writeTime(hive, key) {
      const found = await values(hive, key);
      if (!found.ok) return found;
      const time = Object.entries(writeTimes).find(([each]) => each.toLowerCase() === full(hive, key))?.[1];
      // What no file says was written just now.
      return answer(found.value && fileTimeOf(time ?? at));
    },
    async valuesBelow(hive, key, names) {
      const keys = await registry.subkeys(hive, key);
      if (!keys.ok || keys.value === undefined) return keys as Answer<undefined>;
      return answer(await Promise.all(keys.value.map(async (below) => named(below, `${key}\\${below}`))));

      async function named(below: string, path: string): Promise<KeyBelow> {
        const found = await Promise.all(names.map((name) => registry.value(hive, path, name)));
        if (found.some((each) => !each.ok)) return { key: below, values: null };
        const pairs = found.map(
          (each, index) => [names[index] ?? '', each.ok ? each.value : undefined] as const,
        );
        const there = pairs.filter((pair): pair is [string, RegistryValue] => pair[1] !== undefined);
        return { key: below, values: Object.fromEntries(there) };
      }
    },
  };
  return registry;
}

function registryOf(value: WrittenRegistryValue): RegistryValue {
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  return 'qword' in value
    ? BigInt(value.qword)
    : new Uint8Array(Buffer.from(value.hex.replaceAll(' ', ''), 'hex'));
}

function expanded(path: string, env: Readonly<Record<string, string>>): string {
  return path.replace(/%([^%]+)%/g, (whole, name: string) => {
    const entry = Object.entries(env).find(([each]) => each.toLowerCase() === name.toLowerCase());
    return entry?.[1] ?? whole;
  });
}
