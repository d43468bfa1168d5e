import type { Process } from '../processes.ts';
import type { Finding, Scene } from './finding.ts';
import { type KnownServer, knownServers, systemPorts } from './known-servers.ts';
import type { Listener } from './listeners.ts';
import { asServing, namesPort, type ServingProgram, servingPrograms } from './programs.ts';
import type { SocketOwners } from './socket-owners.ts';
import { configuredSshPorts } from './ssh-ports.ts';

/** A listening socket that others can reach, and what is known of who is behind it. */
interface Door {
  readonly listener: Listener;
  readonly server: KnownServer | undefined;
  readonly program: string | undefined;
}

/** Where the kernel chooses a port for who does not ask for one (ip_local_port_range, ip(7)). */
const chosenPorts = { from: 32_768, to: 60_999 };

/**
 * Servers by the program that holds the port, else by the port; what remains is told as "open, and nobody knows what it
 * is". No door is knocked at: that would end servers that serve one guest, and ask the user of another to let us in.
 */
export async function findOpenDoors(scene: Scene, sockets: SocketOwners): Promise<Finding> {
  const [owners, sshPorts] = await Promise.all([
    sockets.find(tcp(scene.open), scene.list),
    configuredSshPorts(scene.system.root),
  ]);
  const seen = scene.open.map((listener) => look(scene, listener, owners.get(listener.inode), sshPorts));
  const strangers = seen.some(isNameless) ? servingPrograms(scene) : [];
  const doors = seen.map((door) => (isNameless(door) ? recognise(door, strangers) : door));
  const found = {
    offers: distinct(doors.flatMap(asOffer)),
    unread: strangers.flatMap((program) => hiddenBehind(program, doors, scene.loopback)).slice(0, 1),
  };
  const others = othersOf(doors);
  return others.length === 0 ? found : { ...found, others };
}

function look(
  { system }: Scene,
  listener: Listener,
  owner: Process | undefined,
  sshPorts: readonly number[],
): Door {
  const serving = owner && asServing(system.root, owner)?.server;
  const server = serving ?? byPort(listener, sshPorts);
  return { listener, server, program: owner?.name };
}

function byPort({ protocol, port }: Listener, sshPorts: readonly number[]): KnownServer | undefined {
  if (protocol === 'tcp' && sshPorts.includes(port)) return knownServers.find(({ name }) => name === 'SSH');
  return knownServers.find(
    (server) =>
      (server.protocol ?? 'tcp') === protocol &&
      server.ports.some(([from, to]) => port >= from && port <= to),
  );
}

/** UDP has no listeners: every program that ever sent something looks like one. */
function isNameless({ listener, server, program }: Door): boolean {
  return (
    listener.protocol === 'tcp' &&
    server === undefined &&
    program === undefined &&
    !systemPorts.has(listener.port)
  );
}

/** Who holds the sockets of other users is hidden, but not their command lines. */
function recognise(door: Door, strangers: readonly ServingProgram[]): Door {
  const { port } = door.listener;
  const named = strangers.find((each) => mayHold(each, door.listener) && namesPort(each, port));
  return named === undefined ? door : { ...door, server: named.server, program: named.name };
}

/** A server may have opened its port as root and gone on as somebody else. */
function mayHold({ uid }: Process, listener: Listener): boolean {
  return listener.uid === uid || listener.uid === 0;
}

/** A server that runs, whose port is not known, while a port is open whose server is not known. */
function hiddenBehind(
  program: ServingProgram,
  doors: readonly Door[],
  loopback: readonly Listener[],
): Finding['unread'] {
  const { server, name } = program;
  if (server === undefined) return [];
  const isPlaced =
    doors.some((door) => door.server === server) ||
    tcp(loopback).some((each) => byPort(each, []) === server || namesPort(program, each.port));
  const nameless = doors.find((door) => isNameless(door) && mayHold(program, door.listener));
  if (isPlaced || nameless === undefined) return [];
  const detail = `${name} runs, and may be what listens here`;
  return [{ kind: server.kind, source: `port ${nameless.listener.port}`, detail }];
}

function asOffer({ listener, server }: Door): Finding['offers'] {
  if (server === undefined) return [];
  const reach = server.kind === 'remote-login' ? 'accounts' : 'unknown';
  const name = `${server.name} (port ${listener.port})`;
  return [{ kind: server.kind, name, reach, active: true, source: listener.source }];
}

/** A server on IPv4 and IPv6 is one door. */
function distinct(offers: Finding['offers']): Finding['offers'] {
  const names = offers.map((offer) => offer.name);
  return offers.filter((offer, index) => names.indexOf(offer.name) === index);
}

type Others = NonNullable<Finding['others']>;

/** Without the number where the kernel chose it: it would be another one after each start, and tell nobody anything. */
function othersOf(doors: readonly Door[]): Others {
  const others = doors
    .filter(({ listener, server }) => listener.protocol === 'tcp' && server === undefined)
    .map(({ listener: { port }, program = systemPorts.get(port) ?? null }) => {
      const isChosen = program !== null && port >= chosenPorts.from && port <= chosenPorts.to;
      return { port: isChosen ? null : port, program };
    });
  const unique = new Map(others.map((other) => [JSON.stringify(other), other]));
  return [...unique.values()].toSorted((one, other) => (one.port ?? 65_536) - (other.port ?? 65_536));
}

function tcp(listeners: readonly Listener[]): Listener[] {
  return listeners.filter(({ protocol }) => protocol === 'tcp');
}
