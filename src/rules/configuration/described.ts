import type { Configuration } from '../../facts/configuration.ts';

/** The parts of a configuration, in the order in which people read them. */
export const parts = ['processor', 'memory', 'disks', 'adapters', 'edition', 'host-name'] as const;
export type Part = (typeof parts)[number];

/**
 * A part as two texts a thing: `short` is what people call it, `whole` tells it from its like. Null where the part was
 * not read. The words are the same in every language.
 */
export interface Thing {
  readonly short: string;
  readonly whole: string;
}

export function thingsOf(part: Part, value: Configuration): readonly Thing[] | null {
  if (part === 'processor') return named(value.processor);
  if (part === 'edition') return named(value.edition);
  if (part === 'host-name') return named(value.hostName);
  if (part === 'adapters')
    return value.adapters?.map(({ kind, address }) => thing(adapterNames[kind], address)) ?? null;
  if (part === 'disks')
    return (
      value.disks?.map(({ model, serial, bytes }) =>
        thing([model, bytes === null ? '' : decimal(bytes)].filter(Boolean).join(' '), serial),
      ) ?? null
    );
  return value.memory?.modules.map(({ bytes, serial }) => thing(binary(bytes), serial)) ?? null;
}

/** `2 × 8 GB`: equal ones are counted. */
export function counted(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].map(([text, count]) => (count === 1 ? text : `${count} × ${text}`));
}

const adapterNames = { ethernet: 'Ethernet', wifi: 'Wi-Fi', cellular: 'WWAN' } as const;

function named(text: string): readonly Thing[] | null {
  return text === '' ? null : [thing(text, '')];
}

function thing(short: string, mark: string): Thing {
  return { short, whole: mark === '' ? short : `${short} (${mark})` };
}

/** As memory is sold: powers of two, whose units JEDEC writes as GB. */
function binary(bytes: number): string {
  return `${rounded(bytes / 2 ** 30)} GB`;
}

/** As disks are sold. */
function decimal(bytes: number): string {
  return bytes < 1e12 ? `${Math.round(bytes / 1e9)} GB` : `${rounded(bytes / 1e12)} TB`;
}

function rounded(number: number): number {
  return Math.round(number * 10) / 10;
}
