import { type Configuration, configuration } from '../../facts/configuration.ts';

/** @returns null for what another version of Deskward wrote otherwise. */
export function readConfiguration(value: unknown): Configuration | null {
  const read = configuration.value.safeParse(value);
  return read.success ? read.data : null;
}
