import type { Hive, SecurityProvider } from '../system.ts';
import { isDomainJoined, readInternetIdentity, readLocalUser } from './accounts.ts';
import { readBitLocker } from './bitlocker.ts';
import { readDiskIdentity } from './disk-identity.ts';
import { readDrives, readStorageDevice } from './drives.ts';
import { readNewestEvent } from './event-log.ts';
import { readSmbios } from './firmware.ts';
import { readIdleTime } from './last-input.ts';
import { readLocalAccounts } from './local-accounts.ts';
import { readLogonSession } from './logon-session.ts';
import { readNetworkAdapters, readWideRoutes } from './network.ts';
import { createPlatformKey, removePlatformKey, signWithPlatformKey } from './platform-key.ts';
import { readPowerCapabilities, readPowerSetting } from './power.ts';
import { readProcessNames } from './processes.ts';
import { readSubkeys, readValue, readValues, readValuesBelow, readWriteTime } from './registry.ts';
import { readScreenSaver } from './screen-saver.ts';
import { readSecurityHealth, readSecurityProducts } from './security-center.ts';
import { readServices } from './services.ts';
import { readDesktopState } from './session.ts';
import { readNetworkShares } from './shares.ts';
import { openWithShell, readNotificationState } from './shell.ts';
import { readStorageNodes } from './storage-nodes.ts';
import { readTokenUser } from './token.ts';
import { readUpdateDates } from './update-dates.ts';
import { signalEvent } from './wait.ts';

/** Everything that is asked of Windows, by name: what runs in the worker. Each may block for as long as Windows likes. */
export const questions = {
  registryValue: (hive: Hive, key: string, name: string) => readValue(hive, key, name),
  registryValues: (hive: Hive, key: string) => readValues(hive, key),
  registrySubkeys: (hive: Hive, key: string) => readSubkeys(hive, key),
  registryValuesBelow: (hive: Hive, key: string, names: readonly string[]) =>
    readValuesBelow(hive, key, names),
  registryWriteTime: (hive: Hive, key: string) => readWriteTime(hive, key),
  screenSaver: () => readScreenSaver(),
  powerCapabilities: () => readPowerCapabilities(),
  powerSetting: (subgroup: string, setting: string) => readPowerSetting(subgroup, setting),
  tokenUser: () => readTokenUser(),
  localUser: (name: string) => readLocalUser(name),
  bitLocker: (letter: string) => readBitLocker(letter),
  localAccounts: () => readLocalAccounts(),
  internetIdentity: (name: string) => readInternetIdentity(name),
  logonSession: () => readLogonSession(),
  domainJoined: () => isDomainJoined(),
  securityProducts: (provider: SecurityProvider) => readSecurityProducts(provider),
  securityHealth: (provider: SecurityProvider) => readSecurityHealth(provider),
  updateDates: () => readUpdateDates(),
  newestEvent: (channel: string, xpath: string) => readNewestEvent(channel, xpath),
  services: () => readServices(),
  processNames: () => readProcessNames(),
  networkShares: () => readNetworkShares(),
  drives: () => readDrives(),
  storageNodes: () => readStorageNodes(),
  storageDevice: (letter: string) => readStorageDevice(letter),
  diskIdentity: (id: string) => readDiskIdentity(id),
  idleMilliseconds: () => readIdleTime(),
  desktopState: () => readDesktopState(),
  networkAdapters: () => readNetworkAdapters(),
  wideRoutes: () => readWideRoutes(),
  smbios: () => readSmbios(),
  userNotificationState: () => readNotificationState(),
  open: (target: string, parameters: string | undefined) => openWithShell(target, parameters),
  createPlatformKey: (name: string) => createPlatformKey(name),
  signWithPlatformKey: (name: string, digest: Uint8Array) => signWithPlatformKey(name, digest),
  removePlatformKey: (name: string) => removePlatformKey(name),
  signal: (event: bigint) => signalEvent(event),
};

export type Questions = typeof questions;
