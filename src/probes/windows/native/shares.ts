import type { NetworkShare, NetworkShares } from '../system.ts';
import { Failure, win32Failure } from './failure.ts';
import { native } from './library.ts';
import { bytesAt, Fields, outNumber, sizeOf } from './memory.ts';
import { expectBuffer, withNetBuffer } from './net-buffer.ts';
import type { Structure } from './structure.ts';
import { shareInfo1, shareInfo2, shareInfo502 } from './structures.ts';

const netShareEnum = native('netapi32.dll', 'NetShareEnum', 'uint32', [
  'void *',
  'uint32',
  'void *',
  'uint32',
  'void *',
  'void *',
  'void *',
]);
const descriptorLength = native('advapi32.dll', 'GetSecurityDescriptorLength', 'uint32', ['void *']);
const isValidDescriptor = native('advapi32.dll', 'IsValidSecurityDescriptor', 'int32', ['void *']);

/** lmcons.h, lmerr.h, winerror.h */
const maxPreferredLength = 0xffff_ffff;
const serverNotStarted = 2114;
const moreData = 234;
/** SE_SELF_RELATIVE (winnt.h), and where a SECURITY_DESCRIPTOR keeps its control word. */
const selfRelative = 0x8000;
const controlStart = 2;
/** A server that never comes to an end must not hold the scan. */
const mostShares = 100_000;

interface Level {
  readonly level: number;
  readonly structure: Structure;
  read(memory: Buffer, start: number): NetworkShare;
}

/** From the one that tells most; a higher one may be refused. */
const levels: readonly Level[] = [
  {
    level: 502,
    structure: shareInfo502,
    read(memory, start) {
      const said = new Fields(shareInfo502, memory, start);
      return {
        name: said.text('shi502_netname'),
        type: said.number('shi502_type'),
        remark: said.text('shi502_remark'),
        path: said.text('shi502_path'),
        securityDescriptor: descriptorAt(said.pointer('shi502_security_descriptor')),
      };
    },
  },
  {
    level: 2,
    structure: shareInfo2,
    read(memory, start) {
      const said = new Fields(shareInfo2, memory, start);
      return {
        name: said.text('shi2_netname'),
        type: said.number('shi2_type'),
        remark: said.text('shi2_remark'),
        path: said.text('shi2_path'),
        securityDescriptor: undefined,
      };
    },
  },
  {
    level: 1,
    structure: shareInfo1,
    read(memory, start) {
      const said = new Fields(shareInfo1, memory, start);
      return {
        name: said.text('shi1_netname'),
        type: said.number('shi1_type'),
        remark: said.text('shi1_remark'),
        path: undefined,
        securityDescriptor: undefined,
      };
    },
  },
];

export function readNetworkShares(): NetworkShares {
  let refused: Failure | undefined;
  for (const level of levels)
    try {
      const shares = sharesAt(level);
      return { serverRunning: shares !== undefined, level: level.level, shares: shares ?? [] };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      refused ??= error;
    }
  throw refused ?? win32Failure('NetShareEnum', 0);
}

/** @returns `undefined` where the Server service does not run. */
function sharesAt(level: Level): NetworkShare[] | undefined {
  const shares: NetworkShare[] = [];
  const resume = outNumber();
  for (;;) {
    const page = pageAt(level, resume.memory);
    if (page === undefined) return undefined;
    shares.push(...page.shares);
    if (page.isLast) return shares;
    if (page.shares.length === 0 || shares.length > mostShares) throw win32Failure('NetShareEnum', moreData);
  }
}

function pageAt(
  { level, structure, read }: Level,
  resume: Buffer,
): { readonly shares: NetworkShare[]; readonly isLast: boolean } | undefined {
  const [count, total] = [outNumber(), outNumber()];
  return withNetBuffer(
    (memory) =>
      Number(netShareEnum(null, level, memory, maxPreferredLength, count.memory, total.memory, resume)),
    (status, buffer) => {
      if (status === serverNotStarted) return undefined;
      if (status === 0 && count.value() === 0) return { shares: [], isLast: true };
      if (status !== moreData) expectBuffer('NetShareEnum', status, buffer);
      if (buffer === 0n) throw win32Failure('NetShareEnum', status);
      const size = sizeOf(structure);
      const memory = bytesAt(buffer, size * count.value());
      const shares = Array.from({ length: count.value() }, (_, index) => read(memory, index * size));
      return { shares, isLast: status === 0 };
    },
  );
}

/** A copy of the descriptor; `undefined` where there is none that can be copied as it lies. */
function descriptorAt(address: bigint): Uint8Array | undefined {
  if (address === 0n || Number(isValidDescriptor(address)) === 0) return undefined;
  const control = bytesAt(address, controlStart + 2).readUInt16LE(controlStart);
  if ((control & selfRelative) === 0) return undefined;
  return Uint8Array.from(bytesAt(address, Number(descriptorLength(address))));
}
