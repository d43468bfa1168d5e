import * as z from 'zod';
import type { Volume } from '../facts/disk-encryption.ts';
import { defineRule } from './rule.ts';
import { fail, type Message, pass, undecided } from './verdict.ts';

const limits = z.strictObject({
  dataVolumes: z.boolean().describe('whether other fixed volumes have to be encrypted too'),
  swap: z.boolean().describe('whether a volume that memory is written out to has to be encrypted too'),
});
type Limits = z.infer<typeof limits>;

/** A state in which everything can be read without a key, now or again soon; the nearest to encrypted last. */
const failures = ['open', 'decrypting', 'prepared', 'suspended', 'encrypting'] as const;

/** Whoever takes the computer, or its disk, can't read what is on it. */
export const diskEncryption = defineRule({
  id: 'disk-encryption',
  clauses: ['CR-10'],
  needs: 'disk-encryption',
  limits,
  remedies: {
    linux: { settingsPage: null, by: 'it' },
    windows: { settingsPage: 'disk-encryption', by: 'user' },
    macos: { settingsPage: 'disk-encryption', by: 'user' },
  },
  describeLimit: (limits) => ({ id: `disk-encryption.limit.${demandOf(limits)}` }),
  judge({ volumes }, limits) {
    const asked = volumes.filter((volume) => isAsked(volume, limits));
    const open = asked.filter(isOpen);
    const [worst] = open.toSorted(byState);
    if (worst !== undefined) return fail(naming('open', open), reasonOf(worst));
    const unclear = asked.find(({ state }) => state === 'unclear' || state === 'unmounted');
    if (unclear !== undefined) return undecided(seen(asked), reasonOf(unclear));
    if (!asked.some(({ role }) => role === 'system'))
      return undecided(seen(asked), { id: 'disk-encryption.reason.no-system' });
    return pass(seen(asked));
  },
});

function demandOf({ dataVolumes, swap }: Limits): string {
  if (swap) return dataVolumes ? 'all' : 'system-and-swap';
  return dataVolumes ? 'fixed' : 'system';
}

function isAsked({ role }: Volume, { dataVolumes, swap }: Limits): boolean {
  return role === 'system' || (role === 'data' && dataVolumes) || (role === 'swap' && swap);
}

function isOpen({ state }: Volume): boolean {
  return (failures as readonly string[]).includes(state);
}

function byState(one: Volume, other: Volume): number {
  const rank = ({ state }: Volume) => (failures as readonly string[]).indexOf(state);
  return rank(one) - rank(other);
}

/** What is in order, of what was asked for. */
function seen(asked: readonly Volume[]): Message {
  const closed = asked.filter(({ state }) => state === 'encrypted' || state === 'locked');
  return closed.length === 0 ? { id: 'disk-encryption.observed.none' } : naming('encrypted', closed);
}

function naming(what: 'open' | 'encrypted', volumes: readonly Volume[]): Message {
  const names = [...new Set(volumes.map(({ name }) => name))];
  return { id: `disk-encryption.observed.${what}`, values: { volumes: names } };
}

function reasonOf({ name, state, source }: Volume): Message {
  return {
    id: `disk-encryption.reason.${state}`,
    values: state === 'unclear' ? { volume: name, source } : { volume: name },
  };
}
