import type { LocalAccount } from '../system.ts';
import { win32Failure } from './failure.ts';
import { native } from './library.ts';
import { bytesAt, Fields, outNumber, sizeOf } from './memory.ts';
import { expectBuffer, withNetBuffer } from './net-buffer.ts';
import { userInfo20 } from './structures.ts';

const netUserEnum = native('netapi32.dll', 'NetUserEnum', 'uint32', [
  'void *',
  'uint32',
  'uint32',
  'void *',
  'uint32',
  'void *',
  'void *',
  'void *',
]);

/** lmaccess.h, lmcons.h, winerror.h */
const normalAccounts = 2;
const maxPreferredLength = 0xffff_ffff;
const moreData = 234;
/** A list that never comes to an end must not hold the scan. */
const mostAccounts = 100_000;

/** The accounts of this computer (NetUserEnum, level 20). */
export function readLocalAccounts(): LocalAccount[] {
  const accounts: LocalAccount[] = [];
  const resume = outNumber();
  for (;;) {
    const page = pageFrom(resume.memory);
    accounts.push(...page.accounts);
    // No Windows is without accounts: a list that is empty, or stays so, tells nothing.
    if (page.accounts.length === 0 || accounts.length > mostAccounts)
      throw win32Failure('NetUserEnum', moreData);
    if (page.isLast) return accounts;
  }
}

function pageFrom(resume: Buffer): { readonly accounts: LocalAccount[]; readonly isLast: boolean } {
  const [count, total] = [outNumber(), outNumber()];
  return withNetBuffer(
    (memory) => {
      const { memory: read } = count;
      return Number(
        netUserEnum(null, 20, normalAccounts, memory, maxPreferredLength, read, total.memory, resume),
      );
    },
    (status, buffer) => {
      if (status !== moreData) expectBuffer('NetUserEnum', status, buffer);
      if (buffer === 0n) throw win32Failure('NetUserEnum', status);
      return { accounts: accountsIn(buffer, count.value()), isLast: status !== moreData };
    },
  );
}

function accountsIn(buffer: bigint, count: number): LocalAccount[] {
  const size = sizeOf(userInfo20);
  const bytes = bytesAt(buffer, count * size);
  return Array.from({ length: count }, (_, index) => {
    const said = new Fields(userInfo20, bytes, index * size);
    return {
      name: said.text('usri20_name'),
      rid: said.number('usri20_user_id'),
      flags: said.number('usri20_flags'),
    };
  });
}
