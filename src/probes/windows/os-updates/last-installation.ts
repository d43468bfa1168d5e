import type { Answer } from '../answer.ts';
import { fromFileTime } from '../file-time.ts';
import type { Registry, UpdateDates } from '../system.ts';
import { packagesKey } from './cumulative-update.ts';

/**
 * After when nothing at all was installed. Neither Windows Update nor the record of packages says it alone: what others
 * install, such as a company's own tool, does not move the date of the first; whether everything is a package, nobody
 * promises for the second, whose key is written as one comes or goes.
 * @returns `undefined` where one of them does not tell.
 */
export async function readLastInstallation(
  registry: Registry,
  told: Answer<UpdateDates>,
): Promise<Date | undefined> {
  if (!told.ok || told.value.installedAt === undefined) return undefined;
  const written = await registry.writeTime('HKLM', packagesKey);
  if (!written.ok || written.value === undefined) return undefined;
  return new Date(Math.max(told.value.installedAt, fromFileTime(written.value)));
}
