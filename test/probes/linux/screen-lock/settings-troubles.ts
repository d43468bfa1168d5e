import { home, type Machine } from '../machine.ts';
import { testDenied, testLocks } from './lock-case.ts';

const database = `${home}/.config/dconf/user`;
const compiled = '/usr/share/glib-2.0/schemas/gschemas.compiled';

/** What can be wrong with the settings of any desktop that keeps them in dconf. `without`: schemas that are not its own. */
export function testSettingsTroubles(
  desktop: string,
  base: Machine,
  without: NonNullable<Machine['schemas']>,
): void {
  const { schemas: _, ...bare } = base;
  testLocks(`${desktop}, with settings that cannot be read`, base, [
    ['its schemas are not installed', { schemas: without }, 'missing-source'],
    ['a broken database', { files: { [database]: 'GVariantGarbage' } }, 'unparsable'],
  ]);
  testLocks(`${desktop}, with schemas that cannot be read`, bare, [
    ['broken', { files: { [compiled]: 'GVariantGarbage' } }, 'unparsable'],
  ]);
  testDenied(`${desktop}, dconf`, { ...base, files: { [database]: 'x' } }, database);
  testDenied(`${desktop}, compiled schemas`, base, compiled);
}
