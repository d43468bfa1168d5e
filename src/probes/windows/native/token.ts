import type { TokenUser } from '../system.ts';
import { answered, resultFailure, win32Failure } from './failure.ts';
import { isDone, lastError, native, prepareLastError } from './library.ts';
import { Fields, isStillHeld, outNumber, outPointer, sizeOf, structureAt } from './memory.ts';
import { sidAt } from './sid.ts';
import { accountDomainInfo, objectAttributes, tokenStatistics, tokenUser } from './structures.ts';

const getCurrentProcess = native('kernel32.dll', 'GetCurrentProcess', 'void *', []);
const closeHandle = native('kernel32.dll', 'CloseHandle', 'int32', ['void *']);
const openProcessToken = native('advapi32.dll', 'OpenProcessToken', 'int32', ['void *', 'uint32', 'void *']);
const getTokenInformation = native('advapi32.dll', 'GetTokenInformation', 'int32', [
  'void *',
  'uint32',
  'void *',
  'uint32',
  'void *',
]);
const getUserName = native('advapi32.dll', 'GetUserNameW', 'int32', ['void *', 'void *']);
const lsaOpenPolicy = native('advapi32.dll', 'LsaOpenPolicy', 'int32', [
  'void *',
  'void *',
  'uint32',
  'void *',
]);
const lsaQueryPolicy = native('advapi32.dll', 'LsaQueryInformationPolicy', 'int32', [
  'void *',
  'uint32',
  'void *',
]);
const lsaFreeMemory = native('advapi32.dll', 'LsaFreeMemory', 'int32', ['void *']);
const lsaClose = native('advapi32.dll', 'LsaClose', 'int32', ['void *']);

const tokenQuery = 0x0008;
/** TOKEN_INFORMATION_CLASS (winnt.h). */
const userClass = 1;
const statisticsClass = 10;
/** TOKEN_USER with the longest SID (SECURITY_MAX_SID_SIZE, winnt.h: 68 bytes) behind it. */
const userCapacity = sizeOf(tokenUser) + 68;
/** POLICY_VIEW_LOCAL_INFORMATION and PolicyAccountDomainInformation (ntsecapi.h). */
const viewLocalInformation = 1;
const accountDomainClass = 5;
/** UNLEN (lmcons.h) and its zero. */
const longestUserName = 257;

/** No name and no SID is looked up: a domain's are looked up on its controllers, which may not be in reach. */
export function readTokenUser(): TokenUser {
  const sid = tokenInformation(userClass, userCapacity, (memory) =>
    sidAt(new Fields(tokenUser, memory).within('User', tokenUser.fields.User).pointer('Sid')),
  );
  const machine = answered(readMachineSid);
  const { USERDOMAIN: domain = '' } = process.env;
  return { sid, name: readUserName(), domain, machineSid: machine.ok ? machine.value : undefined };
}

/** The LUID of the logon session, as LsaGetLogonSessionData takes it. */
export function readLogonId(): Buffer {
  return tokenInformation(statisticsClass, sizeOf(tokenStatistics), (memory) => {
    const start = new Fields(tokenStatistics, memory).offsetOf('AuthenticationId');
    return Buffer.from(memory.subarray(start, start + 8));
  });
}

function tokenInformation<T>(kind: number, capacity: number, read: (memory: Buffer) => T): T {
  prepareLastError();
  const token = outPointer();
  if (!isDone(openProcessToken(getCurrentProcess(), tokenQuery, token.memory)))
    throw win32Failure('OpenProcessToken', lastError());
  try {
    const memory = Buffer.alloc(capacity);
    const needed = outNumber();
    if (!isDone(getTokenInformation(token.value(), kind, memory, capacity, needed.memory)))
      throw win32Failure('GetTokenInformation', lastError());
    const value = read(memory);
    isStillHeld(memory);
    return value;
  } finally {
    closeHandle(token.value());
  }
}

function readUserName(): string {
  prepareLastError();
  const length = outNumber(longestUserName);
  const memory = Buffer.alloc(longestUserName * 2);
  if (!isDone(getUserName(memory, length.memory))) throw win32Failure('GetUserNameW', lastError());
  return memory.toString('utf16le', 0, (length.value() - 1) * 2);
}

/** Below it stand the accounts of this computer; asked of its own authority, never of a server. */
function readMachineSid(): string {
  const policy = outPointer();
  const attributes = Buffer.alloc(sizeOf(objectAttributes));
  attributes.writeUInt32LE(attributes.length);
  const opened = Number(lsaOpenPolicy(null, attributes, viewLocalInformation, policy.memory));
  if (opened !== 0) throw resultFailure('LsaOpenPolicy', opened);
  const info = outPointer();
  try {
    const status = Number(lsaQueryPolicy(policy.value(), accountDomainClass, info.memory));
    if (status !== 0 || info.value() === 0n) throw resultFailure('LsaQueryInformationPolicy', status);
    return sidAt(structureAt(accountDomainInfo, info.value()).pointer('DomainSid'));
  } finally {
    if (info.value() !== 0n) lsaFreeMemory(info.value());
    lsaClose(policy.value());
  }
}
