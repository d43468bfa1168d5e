import type { Answer } from './answer.ts';
import type { WindowsSystem } from './system.ts';

/** What runs on this computer, by names in small letters; Windows does not tell them apart by case. */
export interface RunningPrograms {
  /** Each service and whether it runs. A service whose state this user may not ask for is not among them. */
  readonly services: Answer<ReadonlyMap<string, boolean>>;
  readonly processes: Answer<ReadonlySet<string>>;
}

/** SERVICE_RUNNING (winsvc.h). */
const serviceRunning = 4;

export async function readRunningPrograms(system: WindowsSystem): Promise<RunningPrograms> {
  const [services, processes] = await Promise.all([system.services(), system.processNames()]);
  return {
    services: mapped(
      services,
      (list) => new Map(list.map(({ name, state }) => [name.toLowerCase(), state === serviceRunning])),
    ),
    processes: mapped(processes, (names) => new Set(names.map((name) => name.toLowerCase()))),
  };
}

function mapped<From, To>(from: Answer<From>, change: (value: From) => To): Answer<To> {
  return from.ok ? { ok: true, value: change(from.value) } : from;
}

/** @returns undefined where there is no such service, or where that could not be read. */
export function serviceRuns({ services }: RunningPrograms, name: string): boolean | undefined {
  return services.ok ? services.value.get(name.toLowerCase()) : undefined;
}

/** @returns what of these was seen running, such as `service sshd` or `process AnyDesk.exe`. */
export function seenRunning(
  running: RunningPrograms,
  services: readonly string[],
  processes: readonly string[],
): string | undefined {
  const service = services.find((name) => serviceRuns(running, name) === true);
  if (service !== undefined) return `service ${service}`;
  const list = running.processes;
  const process = list.ok ? processes.find((name) => list.value.has(name.toLowerCase())) : undefined;
  return process === undefined ? undefined : `process ${process}`;
}
