import { existsSync } from 'node:fs';

/** Where a D-Bus bus listens: a path, or a name in the kernel's abstract space (written with a leading NUL, as connect(2) wants it). */
export type BusSocket = string;

type Environment = Readonly<Record<string, string | undefined>>;

/** The sockets of a bus in the order in which to try them; empty where this environment names none. */
export function busSockets(bus: 'session' | 'system', env: Environment, uid: number): readonly BusSocket[] {
  const { DBUS_SYSTEM_BUS_ADDRESS, DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR } = env;
  if (bus === 'system')
    return parseAddress(DBUS_SYSTEM_BUS_ADDRESS || 'unix:path=/run/dbus/system_bus_socket');
  if (DBUS_SESSION_BUS_ADDRESS) return parseAddress(DBUS_SESSION_BUS_ADDRESS);
  // Where systemd starts the session bus; a program started by cron or ssh has no address in its environment.
  const usual = `${XDG_RUNTIME_DIR || `/run/user/${uid}`}/bus`;
  return existsSync(usual) ? [usual] : [];
}

/** D-Bus specification, "Server Addresses": `transport:key=value,…;…`, values %-escaped. Only local sockets are read. */
export function parseAddress(address: string): readonly BusSocket[] {
  return address.split(';').flatMap((entry) => {
    const colon = entry.indexOf(':');
    if (entry.slice(0, colon) !== 'unix') return [];
    const keys = new Map(
      entry
        .slice(colon + 1)
        .split(',')
        .map(keyValue),
    );
    const path = keys.get('path');
    const abstract = keys.get('abstract');
    if (path) return [path];
    return abstract ? [`\0${abstract}`] : [];
  });
}

function keyValue(pair: string): [string, string] {
  const equals = pair.indexOf('=');
  return [pair.slice(0, equals), unescaped(pair.slice(equals + 1))];
}

function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return ''; // Not a valid escape: an address that cannot be connected to.
  }
}
