import { deviceStructures } from './device-structures.ts';
import { eccKeyBlob } from './ecc-key-blob.ts';
import { networkStructures } from './network-structures.ts';
import { propertyVariant } from './property-variant.ts';
import { type Structure, structure } from './structure.ts';
import { variant } from './variant.ts';

// The structures that are read, as the Windows SDK's headers declare them. test/wine has a C compiler confirm each offset.

export const luid = structure('LUID', 'winnt.h', { LowPart: 'u32', HighPart: 'u32' });

export const unicodeString = structure('LSA_UNICODE_STRING', 'ntsecapi.h', {
  Length: 'u16',
  MaximumLength: 'u16',
  Buffer: 'pointer',
});

export const sidAndAttributes = structure('SID_AND_ATTRIBUTES', 'winnt.h', {
  Sid: 'pointer',
  Attributes: 'u32',
});
export const tokenUser = structure('TOKEN_USER', 'winnt.h', { User: sidAndAttributes });
export const tokenStatistics = structure('TOKEN_STATISTICS', 'winnt.h', {
  TokenId: luid,
  AuthenticationId: luid,
  // A LARGE_INTEGER.
  ExpirationTime: 'i64',
  TokenType: 'u32',
  ImpersonationLevel: 'u32',
  DynamicCharged: 'u32',
  DynamicAvailable: 'u32',
  GroupCount: 'u32',
  PrivilegeCount: 'u32',
  ModifiedId: luid,
});

export const accountDomainInfo = structure('POLICY_ACCOUNT_DOMAIN_INFO', 'ntsecapi.h', {
  DomainName: unicodeString,
  DomainSid: 'pointer',
});
export const objectAttributes = structure('LSA_OBJECT_ATTRIBUTES', 'ntsecapi.h', {
  Length: 'u32',
  RootDirectory: 'pointer',
  ObjectName: 'pointer',
  Attributes: 'u32',
  SecurityDescriptor: 'pointer',
  SecurityQualityOfService: 'pointer',
});

const lastLogonInfo = structure('LSA_LAST_INTER_LOGON_INFO', 'ntsecapi.h', {
  LastSuccessfulLogon: 'i64',
  LastFailedLogon: 'i64',
  FailedAttemptCountSinceLastSuccessfulLogon: 'u32',
});
export const logonSessionData = structure('SECURITY_LOGON_SESSION_DATA', 'ntsecapi.h', {
  Size: 'u32',
  LogonId: luid,
  UserName: unicodeString,
  LogonDomain: unicodeString,
  AuthenticationPackage: unicodeString,
  LogonType: 'u32',
  Session: 'u32',
  Sid: 'pointer',
  LogonTime: 'i64',
  LogonServer: unicodeString,
  DnsDomainName: unicodeString,
  Upn: unicodeString,
  UserFlags: 'u32',
  LastLogonInfo: lastLogonInfo,
  LogonScript: unicodeString,
  ProfilePath: unicodeString,
  HomeDirectory: unicodeString,
  HomeDirectoryDrive: unicodeString,
  LogoffTime: 'i64',
  KickOffTime: 'i64',
  PasswordLastSet: 'i64',
  PasswordCanChange: 'i64',
  PasswordMustChange: 'i64',
});

export const userInfo3 = structure('USER_INFO_3', 'lmaccess.h', {
  usri3_name: 'pointer',
  usri3_password: 'pointer',
  usri3_password_age: 'u32',
  usri3_priv: 'u32',
  usri3_home_dir: 'pointer',
  usri3_comment: 'pointer',
  usri3_flags: 'u32',
  usri3_script_path: 'pointer',
  usri3_auth_flags: 'u32',
  usri3_full_name: 'pointer',
  usri3_usr_comment: 'pointer',
  usri3_parms: 'pointer',
  usri3_workstations: 'pointer',
  usri3_last_logon: 'u32',
  usri3_last_logoff: 'u32',
  usri3_acct_expires: 'u32',
  usri3_max_storage: 'u32',
  usri3_units_per_week: 'u32',
  usri3_logon_hours: 'pointer',
  usri3_bad_pw_count: 'u32',
  usri3_num_logons: 'u32',
  usri3_logon_server: 'pointer',
  usri3_country_code: 'u32',
  usri3_code_page: 'u32',
  usri3_user_id: 'u32',
  usri3_primary_group_id: 'u32',
  usri3_profile: 'pointer',
  usri3_home_dir_drive: 'pointer',
  usri3_password_expired: 'u32',
});
export const userInfo20 = structure('USER_INFO_20', 'lmaccess.h', {
  usri20_name: 'pointer',
  usri20_full_name: 'pointer',
  usri20_comment: 'pointer',
  usri20_flags: 'u32',
  usri20_user_id: 'u32',
});
export const userInfo24 = structure('USER_INFO_24', 'lmaccess.h', {
  usri24_internet_identity: 'u32',
  usri24_flags: 'u32',
  usri24_internet_provider_name: 'pointer',
  usri24_internet_principal_name: 'pointer',
  usri24_user_sid: 'pointer',
});

export const shareInfo1 = structure('SHARE_INFO_1', 'lmshare.h', {
  shi1_netname: 'pointer',
  shi1_type: 'u32',
  shi1_remark: 'pointer',
});
export const shareInfo2 = structure('SHARE_INFO_2', 'lmshare.h', {
  shi2_netname: 'pointer',
  shi2_type: 'u32',
  shi2_remark: 'pointer',
  shi2_permissions: 'u32',
  shi2_max_uses: 'u32',
  shi2_current_uses: 'u32',
  shi2_path: 'pointer',
  shi2_passwd: 'pointer',
});
export const shareInfo502 = structure('SHARE_INFO_502', 'lmshare.h', {
  shi502_netname: 'pointer',
  shi502_type: 'u32',
  shi502_remark: 'pointer',
  shi502_permissions: 'u32',
  shi502_max_uses: 'u32',
  shi502_current_uses: 'u32',
  shi502_path: 'pointer',
  shi502_passwd: 'pointer',
  shi502_reserved: 'u32',
  shi502_security_descriptor: 'pointer',
});

const serviceStatusProcess = structure('SERVICE_STATUS_PROCESS', 'winsvc.h', {
  dwServiceType: 'u32',
  dwCurrentState: 'u32',
  dwControlsAccepted: 'u32',
  dwWin32ExitCode: 'u32',
  dwServiceSpecificExitCode: 'u32',
  dwCheckPoint: 'u32',
  dwWaitHint: 'u32',
  dwProcessId: 'u32',
  dwServiceFlags: 'u32',
});
export const enumServiceStatus = structure('ENUM_SERVICE_STATUS_PROCESSW', 'winsvc.h', {
  lpServiceName: 'pointer',
  lpDisplayName: 'pointer',
  ServiceStatusProcess: serviceStatusProcess,
});

export const processEntry = structure('PROCESSENTRY32W', 'tlhelp32.h', {
  dwSize: 'u32',
  cntUsage: 'u32',
  th32ProcessID: 'u32',
  th32DefaultHeapID: 'u64',
  th32ModuleID: 'u32',
  cntThreads: 'u32',
  th32ParentProcessID: 'u32',
  pcPriClassBase: 'u32',
  dwFlags: 'u32',
  // MAX_PATH
  szExeFile: ['u16', 260],
});

/** Twelve bytes of switches, so named from Windows 8 on; older headers have spare bytes where FastSystemS4 … AoAc are. */
export const powerCapabilities = structure('SYSTEM_POWER_CAPABILITIES', 'winnt.h', {
  PowerButtonPresent: 'u8',
  SleepButtonPresent: 'u8',
  LidPresent: 'u8',
  SystemS1: 'u8',
  SystemS2: 'u8',
  SystemS3: 'u8',
  SystemS4: 'u8',
  SystemS5: 'u8',
  HiberFilePresent: 'u8',
  FullWake: 'u8',
  VideoDimPresent: 'u8',
  ApmPresent: 'u8',
  UpsPresent: 'u8',
  ThermalControl: 'u8',
  ProcessorThrottle: 'u8',
  ProcessorMinThrottle: 'u8',
  ProcessorMaxThrottle: 'u8',
  FastSystemS4: 'u8',
  Hiberboot: 'u8',
  WakeAlarmPresent: 'u8',
  AoAc: 'u8',
  DiskSpinDown: 'u8',
  HiberFileType: 'u8',
  AoAcConnectivitySupported: 'u8',
  spare3: ['u8', 6],
  SystemBatteriesPresent: 'u8',
  BatteriesAreShortTerm: 'u8',
  // Three BATTERY_REPORTING_SCALE: two DWORDs each.
  BatteryScale: ['u32', 6],
  // SYSTEM_POWER_STATE, enumerations.
  AcOnLineWake: 'u32',
  SoftLidWake: 'u32',
  RtcWake: 'u32',
  MinDeviceWakeState: 'u32',
  DefaultLowLatencyWake: 'u32',
});

export const lastInputInfo = structure('LASTINPUTINFO', 'winuser.h', { cbSize: 'u32', dwTime: 'u32' });

const sessionInfoLevel1 = structure('WTSINFOEX_LEVEL1_W', 'wtsapi32.h', {
  SessionId: 'u32',
  SessionState: 'u32',
  // A LONG; WTS_SESSIONSTATE_UNKNOWN is 0xFFFFFFFF.
  SessionFlags: 'u32',
  // WINSTATIONNAME_LENGTH, USERNAME_LENGTH and DOMAIN_LENGTH, and a zero each.
  WinStationName: ['u16', 33],
  UserName: ['u16', 21],
  DomainName: ['u16', 18],
  LogonTime: 'i64',
  ConnectTime: 'i64',
  DisconnectTime: 'i64',
  LastInputTime: 'i64',
  CurrentTime: 'i64',
  IncomingBytes: 'u32',
  OutgoingBytes: 'u32',
  IncomingFrames: 'u32',
  OutgoingFrames: 'u32',
  IncomingCompressedBytes: 'u32',
  OutgoingCompressedBytes: 'u32',
});
/** Its Data is a union of one. */
export const sessionInfo = structure('WTSINFOEXW', 'wtsapi32.h', { Level: 'u32', Data: sessionInfoLevel1 });

/** All of them, for the test that has a compiler confirm them. */
export const structures: readonly Structure[] = [
  luid,
  unicodeString,
  sidAndAttributes,
  tokenUser,
  tokenStatistics,
  accountDomainInfo,
  objectAttributes,
  lastLogonInfo,
  logonSessionData,
  userInfo3,
  userInfo20,
  userInfo24,
  shareInfo1,
  shareInfo2,
  shareInfo502,
  serviceStatusProcess,
  enumServiceStatus,
  processEntry,
  powerCapabilities,
  lastInputInfo,
  sessionInfoLevel1,
  sessionInfo,
  propertyVariant,
  variant,
  eccKeyBlob,
  ...deviceStructures,
  ...networkStructures,
];
