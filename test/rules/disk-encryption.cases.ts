import type { Volume } from '../../src/facts/disk-encryption.ts';
import { known, unknown } from '../../src/facts/fact.ts';
import type { RuleCase } from './rule-case.ts';

type Value = { volumes: Volume[] };

export function volume(name: string, state: Volume['state'], role: Volume['role'] = 'data'): Volume {
  return { name, role, state, source: `/sys/class/block${name}` };
}

export const system = (state: Volume['state']) => volume('/', state, 'system');
const read = (...volumes: Volume[]) => known<Value>({ volumes }, '/sys/dev/block');
const ok = { expect: 'pass', reason: null } as const;
const because = (expect: 'fail' | 'unknown', reason: string) =>
  ({ expect, reason: `disk-encryption.reason.${reason}` }) as const;

export const cases: readonly RuleCase<Value>[] = [
  { name: 'an encrypted system', reading: read(system('encrypted')), ...ok },
  {
    name: 'encrypted data, and a data volume that nobody has opened',
    reading: read(system('encrypted'), volume('/home', 'encrypted'), volume('D:', 'locked')),
    ...ok,
  },
  {
    name: 'memory that is written out in the open is not asked for on an office PC',
    reading: read(system('encrypted'), volume('/dev/sda3', 'open', 'swap')),
    ...ok,
  },
  ...(['open', 'encrypting', 'decrypting', 'suspended', 'prepared'] as const).map((state) => ({
    name: `a system that is ${state}`,
    reading: read(system(state)),
    ...because('fail', state),
  })),
  {
    name: 'an open data volume beside an encrypted system',
    reading: read(system('encrypted'), volume('/data', 'open')),
    ...because('fail', 'open'),
  },
  {
    name: 'an encrypted data volume, and swap, do not make up for an open system',
    reading: read(system('open'), volume('/data', 'encrypted'), volume('/dev/dm-1', 'encrypted', 'swap')),
    ...because('fail', 'open'),
  },
  {
    name: 'what is open is a failure, whatever else could not be read',
    reading: read(system('unclear'), volume('/data', 'open')),
    ...because('fail', 'open'),
  },
  {
    name: 'the worst is said first',
    reading: read(system('suspended'), volume('D:', 'open')),
    ...because('fail', 'open'),
  },
  {
    name: 'a system that could not be read',
    reading: read(system('unclear'), volume('/home', 'encrypted')),
    ...because('unknown', 'unclear'),
  },
  {
    name: 'a data volume that could not be read',
    reading: read(system('encrypted'), volume('/home', 'unclear')),
    ...because('unknown', 'unclear'),
  },
  {
    name: 'a data volume that is not encrypted and not opened: there may be documents, and there may be none',
    reading: read(system('encrypted'), volume('/dev/sda3', 'unmounted')),
    ...because('unknown', 'unmounted'),
  },
  {
    name: 'encrypted data without a system proves nothing',
    reading: read(volume('D:', 'encrypted')),
    ...because('unknown', 'no-system'),
  },
  {
    name: 'nothing could be read',
    reading: unknown('missing-source'),
    expect: 'unknown',
    reason: 'unknown.missing-source',
  },
];
