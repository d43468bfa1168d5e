import { serviceRuns } from '../running-programs.ts';
import type { RegistryValue } from '../system.ts';
import { type Finding, type Scene, together, unreadOf } from './finding.ts';

export const printersKey = 'SYSTEM\\CurrentControlSet\\Control\\Print\\Printers';
const source = `HKLM\\${printersKey}`;
/** PRINTER_ATTRIBUTE_SHARED (winspool.h). */
const sharedAttribute = 0x8;

/** Printers that are marked as shared: open while the spooler and the Server service run. */
export async function findPrinters(scene: Scene): Promise<Finding> {
  const names = await scene.system.registry.subkeys('HKLM', printersKey);
  if (!names.ok) return unreadOf('printer', source, names);
  return together(await Promise.all((names.value ?? []).map((name) => findPrinter(scene, name))));
}

async function findPrinter(scene: Scene, name: string): Promise<Finding> {
  const values = await scene.system.registry.values('HKLM', `${printersKey}\\${name}`);
  if (!values.ok) return unreadOf('printer', `${source}\\${name}`, values);
  const shareName = sharedAs(name, values.value ?? {});
  if (shareName === undefined) return together([]);
  const serves = ['Spooler', 'LanmanServer'].every((each) => serviceRuns(scene.programs, each) !== false);
  return {
    offers: [{ kind: 'printer', name: shareName, reach: 'unknown', active: serves, source }],
    unread: [],
  };
}

/** @returns the name under which the printer is shared; undefined where it is not. */
export function sharedAs(name: string, values: Readonly<Record<string, RegistryValue>>): string | undefined {
  const { Attributes: attributes, 'Share Name': shareName } = values;
  if (typeof attributes !== 'number' || (attributes & sharedAttribute) === 0) return undefined;
  return typeof shareName === 'string' && shareName !== '' ? shareName : name;
}
