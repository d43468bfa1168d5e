import type { Registry } from '../system.ts';

/** Services(`sc qc`): the account that one runs as, `DOMAIN\name`, `.\name` or `name@domain`. */
const servicesKey = 'SYSTEM\\CurrentControlSet\\Services';

/** @returns in lower case, the accounts that services run as: they have a profile, and nobody sits behind them. */
export async function readServiceAccounts(registry: Registry): Promise<ReadonlySet<string>> {
  const services = await registry.valuesBelow('HKLM', servicesKey, ['ObjectName']);
  const found = services.ok ? (services.value ?? []) : [];
  const names = found.flatMap(({ values }) => Object.values(values ?? {}));
  return new Set(names.filter((name) => typeof name === 'string').map((name) => name.toLowerCase()));
}
