import type { InternetIdentity, LocalUser } from '../system.ts';
import { win32Failure } from './failure.ts';
import { native } from './library.ts';
import { outNumber, structureAt } from './memory.ts';
import { expectBuffer, withNetBuffer } from './net-buffer.ts';
import { userInfo3, userInfo24 } from './structures.ts';

// Server NULL always: this computer. Another one's may not be in reach, and the call then waits for long.
const netUserGetInfo = native('netapi32.dll', 'NetUserGetInfo', 'uint32', [
  'void *',
  'str16',
  'uint32',
  'void *',
]);
const netGetJoinInformation = native('netapi32.dll', 'NetGetJoinInformation', 'uint32', [
  'void *',
  'void *',
  'void *',
]);

/** lmerr.h */
const userNotFound = 2221;
/** NETSETUP_JOIN_STATUS (lmjoin.h). */
const joinedDomain = 3;
const joinUnknown = 0;

/** NetUserGetInfo, level 3; `undefined`: this computer has no such account. */
export function readLocalUser(name: string): LocalUser | undefined {
  return userInfo(name, 3, (buffer) => {
    const said = structureAt(userInfo3, buffer);
    return {
      passwordAgeSeconds: said.number('usri3_password_age'),
      flags: said.number('usri3_flags'),
      rid: said.number('usri3_user_id'),
      passwordExpired: said.number('usri3_password_expired') !== 0,
    };
  });
}

/** NetUserGetInfo, level 24; `undefined`: this computer has no such account. */
export function readInternetIdentity(name: string): InternetIdentity | undefined {
  return userInfo(name, 24, (buffer) => {
    const said = structureAt(userInfo24, buffer);
    return {
      linked: said.number('usri24_internet_identity') !== 0,
      provider: said.text('usri24_internet_provider_name'),
      principal: said.text('usri24_internet_principal_name'),
    };
  });
}

function userInfo<T>(name: string, level: number, read: (buffer: bigint) => T): T | undefined {
  return withNetBuffer(
    (memory) => Number(netUserGetInfo(null, name, level, memory)),
    (status, buffer) => {
      if (status === userNotFound) return undefined;
      expectBuffer('NetUserGetInfo', status, buffer);
      return read(buffer);
    },
  );
}

export function isDomainJoined(): boolean {
  const kind = outNumber();
  return withNetBuffer(
    (memory) => Number(netGetJoinInformation(null, memory, kind.memory)),
    (status) => {
      if (status !== 0 || kind.value() === joinUnknown) throw win32Failure('NetGetJoinInformation', status);
      return kind.value() === joinedDomain;
    },
  );
}
