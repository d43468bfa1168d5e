import type { LinuxSystem } from './system.ts';

/** ActiveState of each unit (`active`, `inactive`, `failed`, …); undefined where no systemd answers. */
export type UnitStates = ReadonlyMap<string, string> | undefined;

/** Asks systemd's own manager, which tells everybody (org.freedesktop.systemd1(5), ListUnitsByNames). */
export async function readUnitStates(
  system: Pick<LinuxSystem, 'callBus'>,
  units: readonly string[],
  signal: AbortSignal,
): Promise<UnitStates> {
  const reply = await system.callBus(
    {
      bus: 'system',
      destination: 'org.freedesktop.systemd1',
      path: '/org/freedesktop/systemd1',
      interface: 'org.freedesktop.systemd1.Manager',
      member: 'ListUnitsByNames',
      signature: 'as',
      args: [units],
    },
    signal,
  );
  const [rows] = reply.ok ? reply.body : [];
  return Array.isArray(rows) ? new Map(rows.map(stateOf)) : undefined;
}

/** (name, description, load state, active state, …) */
function stateOf(row: unknown): [string, string] {
  const [name, , , active] = Array.isArray(row) ? row : [];
  return [String(name), String(active)];
}
