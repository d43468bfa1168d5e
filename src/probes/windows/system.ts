import type { BackupPlace } from '../backup-place.ts';
import type { Answer } from './answer.ts';
import type { DiskIdentity, Drive, StorageDevice, StorageNode } from './storage.ts';

/** HKU holds the accounts whose profile is loaded, by their SIDs. */
export type Hive = 'HKLM' | 'HKCU' | 'HKU';

/** REG_SZ and REG_EXPAND_SZ (expanded), REG_DWORD, REG_QWORD, REG_MULTI_SZ, everything else as its bytes. */
export type RegistryValue = string | number | bigint | readonly string[] | Uint8Array;

/** The registry as 64-bit programs see it (KEY_WOW64_64KEY). A key is written with backslashes, without the hive. */
export interface Registry {
  /** `undefined`: no such value, or no such key. */
  value(hive: Hive, key: string, name: string): Promise<Answer<RegistryValue | undefined>>;
  /** All values of a key by name; `undefined`: no such key. */
  values(hive: Hive, key: string): Promise<Answer<Readonly<Record<string, RegistryValue>> | undefined>>;
  /** Names of the keys directly below; `undefined`: no such key. */
  subkeys(hive: Hive, key: string): Promise<Answer<readonly string[] | undefined>>;
  /**
   * RegQueryInfoKeyW: when the key, one of its values or the list of keys below it was last written; FILETIME. `undefined`:
   * no such key.
   */
  writeTime(hive: Hive, key: string): Promise<Answer<bigint | undefined>>;
  /** These values of every key directly below, in one question; `undefined`: no such key. */
  valuesBelow(
    hive: Hive,
    key: string,
    names: readonly string[],
  ): Promise<Answer<readonly KeyBelow[] | undefined>>;
}

export interface KeyBelow {
  readonly key: string;
  /** Those of the values that are there; null where the key may not be read. */
  readonly values: Readonly<Record<string, RegistryValue>> | null;
}

/** SystemParametersInfoW: SPI_GETSCREENSAVEACTIVE, SPI_GETSCREENSAVESECURE, SPI_GETSCREENSAVETIMEOUT (seconds). */
export interface ScreenSaver {
  readonly active: Answer<boolean>;
  readonly secure: Answer<boolean>;
  readonly timeoutSeconds: Answer<number>;
}

/** Of SYSTEM_POWER_CAPABILITIES (winnt.h). */
export interface PowerCapabilities {
  /** AoAc: Modern Standby, also called S0 low power idle. */
  readonly modernStandby: boolean;
  readonly sleepS3: boolean;
  /** SystemS4 and a hibernation file. */
  readonly hibernate: boolean;
  readonly battery: boolean;
}

/** A setting of the active power scheme, as its unit is (time-outs: seconds, 0 = never). */
export interface PowerSetting {
  readonly ac: number;
  readonly dc: number;
}

/** Who runs this process, from its token; no name is looked up on a server. */
export interface TokenUser {
  readonly sid: string;
  readonly name: string;
  readonly domain: string;
  /** The SID under which this computer's own accounts are numbered; `undefined` where it could not be read. */
  readonly machineSid: string | undefined;
}

/** USER_INFO_3 (lmaccess.h), of an account of this computer. */
export interface LocalUser {
  readonly passwordAgeSeconds: number;
  readonly flags: number;
  readonly rid: number;
  readonly passwordExpired: boolean;
}

/** USER_INFO_20 (lmaccess.h), of any account of this computer. */
export interface LocalAccount {
  readonly name: string;
  readonly flags: number;
  readonly rid: number;
}

/** USER_INFO_24 (lmaccess.h): whether the account belongs to an online identity. */
export interface InternetIdentity {
  readonly linked: boolean;
  readonly provider: string;
  readonly principal: string;
}

/** SECURITY_LOGON_SESSION_DATA (ntsecapi.h). Times are FILETIME: 100 ns since 1601-01-01 UTC, 0 = not told. */
export interface LogonSession {
  readonly sid: string;
  readonly authenticationPackage: string;
  /** SECURITY_LOGON_TYPE: 2 interactive, 10 remote, 11 cached. */
  readonly logonType: number;
  readonly passwordLastSet: bigint;
  /** 0x7FFFFFFFFFFFFFFF = never. */
  readonly passwordMustChange: bigint;
}

/** The kinds of product that Windows Security Center knows, as far as they are asked for. */
export type SecurityProvider = 'antivirus' | 'firewall';

/** IWscProduct (iwscapi.h): one product that is registered with Windows Security Center. */
export interface SecurityProduct {
  readonly name: string;
  /** WSC_SECURITY_PRODUCT_STATE: 0 on, 1 off, 2 snoozed, 3 expired. */
  readonly state: number;
  /** WSC_SECURITY_SIGNATURE_STATUS: 0 out of date, 1 up to date. */
  readonly signatureStatus: number;
  readonly remediationPath: string;
  /** The product's key below Security Center\Provider, `{…}`; empty where the product does not say. */
  readonly guid: string;
}

/** IAutomaticUpdatesResults (wuapi.h). Milliseconds since 1970, UTC; `undefined`: not known there. */
export interface UpdateDates {
  /** When Automatic Updates last looked for updates, with success. */
  readonly searchedAt: number | undefined;
  /** When it last installed any, such as an antivirus' signatures; what others install is not counted. */
  readonly installedAt: number | undefined;
}

export interface WindowsService {
  /** The key name, the same in every language. */
  readonly name: string;
  readonly displayName: string;
  /** SERVICE_STATUS_PROCESS.dwCurrentState: 1 stopped, 4 running, and what lies between. */
  readonly state: number;
}

/** SHARE_INFO_502 (lmshare.h), or what a lower level tells of it. */
export interface NetworkShare {
  readonly name: string;
  /** STYPE_*, unsigned. */
  readonly type: number;
  readonly remark: string;
  /** `undefined` at level 1. */
  readonly path: string | undefined;
  /** Self-relative SECURITY_DESCRIPTOR; `undefined` where the level does not tell or the share has none. */
  readonly securityDescriptor: Uint8Array | undefined;
}

/** What NetShareEnum said; the Server service may be stopped (2114), and then there are none. */
export interface NetworkShares {
  readonly serverRunning: boolean;
  /** The level that answered: 502, 2 or 1. */
  readonly level: number;
  readonly shares: readonly NetworkShare[];
}

/** Of WTSINFOEX_LEVEL1_W (wtsapi32.h): the session that this program runs in. */
export interface DesktopState {
  /** 0 is the services' own, which has no screen. */
  readonly session: number;
  /** WTS_CONNECTSTATE_CLASS: 0 active, 1 connected, 4 disconnected. */
  readonly connection: number;
  /** 0 locked, 1 unlocked, 0xFFFFFFFF not known; Windows 7 has the first two the other way round. */
  readonly flags: number;
}

/** MIB_IF_ROW2 (netioapi.h): a network adapter of any kind, a card or a program's. */
export interface NetworkAdapter {
  readonly index: number;
  /** `{…}`, the name of its keys in the registry. */
  readonly guid: string;
  /** As in Network Connections; users may change it. */
  readonly name: string;
  /** IFTYPE (ipifcons.h): 6 Ethernet, 23 PPP, 53 a program's own, 71 Wi-Fi, 131 tunnel, 243 and 244 mobile broadband. */
  readonly type: number;
  /** NDIS_PHYSICAL_MEDIUM (ntddndis.h): 8 mobile broadband, 9 Wi-Fi, 10 Bluetooth, 14 Ethernet. */
  readonly medium: number;
  /** IfOperStatusUp: it is connected. */
  readonly isUp: boolean;
  /** HardwareInterface: it is a device, not a program's. */
  readonly isHardware: boolean;
  /** As it was built in, `00-11-22-33-44-55`; empty where it has none. */
  readonly address: string;
}

/** Keys in the TPM (NCrypt, "Microsoft Platform Crypto Provider"). `missing`: no such key, or no TPM at all. */
export interface PlatformKeys {
  /** ECDSA_P256. @returns x and y, 64 bytes. */
  create(name: string): Promise<Answer<Uint8Array>>;
  /** NCryptSignHash. @returns r and s, 64 bytes. */
  sign(name: string, digest: Uint8Array): Promise<Answer<Uint8Array>>;
  remove(name: string): Promise<Answer<void>>;
}

/**
 * What the Windows probes touch, passed in so that tests can give them another machine. Nothing here blocks the caller:
 * a call that Windows does not answer in time is `timed-out`.
 */
export interface WindowsSystem {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly registry: Registry;
  readonly platformKeys: PlatformKeys;
  screenSaver(): Promise<ScreenSaver>;
  powerCapabilities(): Promise<Answer<PowerCapabilities>>;
  /** Of the active scheme; GUIDs without braces. Group policy is in the registry, not here. */
  powerSetting(subgroup: string, setting: string): Promise<Answer<PowerSetting>>;
  tokenUser(): Promise<Answer<TokenUser>>;
  /** NetUserGetInfo on this computer only; `undefined`: no such account. */
  localUser(name: string): Promise<Answer<LocalUser | undefined>>;
  /** NetUserEnum on this computer only. */
  localAccounts(): Promise<Answer<readonly LocalAccount[]>>;
  internetIdentity(name: string): Promise<Answer<InternetIdentity | undefined>>;
  logonSession(): Promise<Answer<LogonSession>>;
  /** NetGetJoinInformation. */
  domainJoined(): Promise<Answer<boolean>>;
  /** IWSCProductList. */
  securityProducts(provider: SecurityProvider): Promise<Answer<readonly SecurityProduct[]>>;
  /** WscGetSecurityProviderHealth: WSC_SECURITY_PROVIDER_HEALTH (wscapi.h), 0 good, 1 not monitored, 2 poor, 3 snoozed. */
  securityHealth(provider: SecurityProvider): Promise<Answer<number>>;
  /** `Microsoft.Update.AutoUpdate`. May start Windows Update's service: not to be asked at every scan. */
  updateDates(): Promise<Answer<UpdateDates>>;
  /** EvtQuery: the newest event of a channel that an XPath query finds, as XML; `undefined`: there is none. */
  newestEvent(channel: string, xpath: string): Promise<Answer<string | undefined>>;
  /** All services (EnumServicesStatusExW), stopped ones too. */
  services(): Promise<Answer<readonly WindowsService[]>>;
  /** File names of the running programs, such as `HipsDaemon.exe`. */
  processNames(): Promise<Answer<readonly string[]>>;
  networkShares(): Promise<Answer<NetworkShares>>;
  /** GetLogicalDrives and GetDriveTypeW. */
  drives(): Promise<Answer<readonly Drive[]>>;
  /**
   * System.Volume.BitLockerProtection of a drive, which is not documented: 1 on, 2 off, 3 encrypting, 4 decrypting,
   * 5 suspended, 6 locked, 8 waiting for activation, 0 can't be encrypted; `undefined`: this Windows has none for it.
   */
  bitLocker(letter: string): Promise<Answer<number | undefined>>;
  /** SetupDiGetClassDevsW: every disk and drive for discs that was ever in this computer. */
  storageNodes(): Promise<Answer<readonly StorageNode[]>>;
  /** IOCTL_STORAGE_QUERY_PROPERTY. A network drive must not be asked: it would be looked for. */
  storageDevice(letter: string): Promise<Answer<StorageDevice>>;
  /** IOCTL_STORAGE_QUERY_PROPERTY and IOCTL_DISK_GET_DRIVE_GEOMETRY_EX of a disk that is there, by the id of its device. */
  diskIdentity(id: string): Promise<Answer<DiskIdentity>>;
  /** GetLastInputInfo: since the last input in this session. */
  idleMilliseconds(): Promise<Answer<number>>;
  /** WTSQuerySessionInformationW, WTSSessionInfoEx. */
  desktopState(): Promise<Answer<DesktopState>>;
  /** GetIfTable2, without the filters in between. */
  networkAdapters(): Promise<Answer<readonly NetworkAdapter[]>>;
  /** Indices of the adapters over which a route leads everywhere, or to half of everywhere (GetIpForwardTable2). */
  wideRoutes(): Promise<Answer<readonly number[]>>;
  /** Whether a file is there; the path may hold variables such as `%SystemRoot%`. */
  fileExists(path: string): Promise<Answer<boolean>>;
  /** A repository that the policy names; the path may hold variables. */
  backupPlace(path: string): Promise<BackupPlace>;
  /** Names of a folder's own files, or of those in all its folders too, without these; `undefined`: no such folder. */
  filesIn(folder: string, depth: 'all' | 'own'): Promise<Answer<readonly string[] | undefined>>;
  /** The SMBIOS table (GetSystemFirmwareTable 'RSMB'). */
  smbios(): Promise<Answer<Uint8Array>>;
  /** SHQueryUserNotificationState: QUERY_USER_NOTIFICATION_STATE (shellapi.h). */
  userNotificationState(): Promise<Answer<number>>;
  /** ShellExecuteW "open" of a settings page or a program. */
  open(target: string, parameters?: string): Promise<Answer<void>>;
  /** Tells of changes below these keys (RegNotifyChangeKeyValue). @returns a function that stops. */
  watchRegistry(keys: readonly WatchedKey[], onChange: () => void): () => void;
}

export interface WatchedKey {
  readonly hive: Hive;
  readonly key: string;
}
