import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BusCall, BusReply } from '../../../src/probes/linux/bus-call.ts';
import type { LinuxSystem } from '../../../src/probes/linux/system.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The folder of another machine, and what the probes are given of it. */
export interface Machine {
  readonly env?: Readonly<Record<string, string>>;
  /** Path → content; parents are made. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  /** Names of running programs of this user, with what is in their environment. */
  readonly programs?: readonly (
    | string
    | { readonly name: string; readonly env: Readonly<Record<string, string>> }
  )[];
  /** A folder of test/fixtures/linux/schemas. */
  readonly schemas?: 'debian-12' | 'gnome-only' | 'old-ukui';
  /** dconf keyfiles, as dconf(7) writes them: what the user has set. */
  readonly dconf?: string;
  /** System defaults in /etc/dconf/db/local, with the profile that names it. */
  readonly dconfSystem?: string;
  readonly locks?: readonly string[];
  readonly bus?: (call: BusCall) => BusReply;
}

export const dconfPrograms = ['/usr/bin/dconf'];
export const home = '/home/tester';

/** Counts the child processes that a probe asks for: there should be none. */
export interface TestSystem extends LinuxSystem {
  readonly started: string[];
}

export function machine(given: Machine): TestSystem {
  const root = temporaryFolder();
  const started: string[] = [];
  const system: TestSystem = {
    root,
    env: given.env ?? {},
    uid: process.getuid?.() ?? 0,
    userName: 'tester',
    home,
    started,
    run: async (path) => {
      started.push(path);
      return { ok: false, reason: 'missing' };
    },
    callBus: async (call) => given.bus?.(call) ?? { ok: false, reason: 'no-bus', detail: 'no bus here' },
  };
  for (const [path, content] of Object.entries(given.files ?? {})) put(root, path, content);
  put(root, '/proc/1/comm', 'systemd\n');
  for (const [index, program] of (given.programs ?? []).entries()) run(root, 100 + index, program);
  if (given.schemas !== undefined) installSchemas(root, given.schemas);
  if (given.dconf !== undefined) compileDconf(join(root, home, '.config/dconf/user'), given.dconf, []);
  if (given.dconfSystem !== undefined) {
    compileDconf(join(root, 'etc/dconf/db/local'), given.dconfSystem, given.locks ?? []);
    put(root, '/etc/dconf/profile/user', 'user-db:user\nsystem-db:local\n');
  }
  return system;
}

export function put(root: string, path: string, content: string | Buffer): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** A real GVDB file, made by dconf itself. */
export function compileDconf(file: string, keyfile: string, locks: readonly string[]): void {
  const folder = temporaryFolder();
  put(folder, 'keys', keyfile);
  put(folder, 'locks/keys', locks.map((lock) => `${lock}\n`).join(''));
  mkdirSync(dirname(file), { recursive: true });
  execFileSync('/usr/bin/dconf', ['compile', file, folder]);
}

function installSchemas(root: string, name: string): void {
  const folder = join(root, 'usr/share/glib-2.0/schemas');
  mkdirSync(folder, { recursive: true });
  const captured = new URL(`../../fixtures/linux/schemas/${name}/gschemas.compiled`, import.meta.url);
  copyFileSync(captured, join(folder, 'gschemas.compiled'));
}

function run(root: string, pid: number, program: NonNullable<Machine['programs']>[number]): void {
  const { name, env } = typeof program === 'string' ? { name: program, env: {} } : program;
  put(root, `/proc/${pid}/comm`, `${name.slice(0, 15)}\n`);
  const pairs = Object.entries(env).map(([key, value]) => `${key}=${value}\0`);
  put(root, `/proc/${pid}/environ`, pairs.join(''));
}
