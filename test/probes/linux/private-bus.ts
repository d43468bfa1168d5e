import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

/** A real dbus-daemon of this test alone. */
export interface PrivateBus {
  readonly address: string;
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export const busPrograms = ['/usr/bin/dbus-daemon'];
export const servicePrograms = [...busPrograms, '/usr/bin/python3'];

export interface BusOptions {
  /** Where to listen, as the D-Bus specification writes addresses. */
  readonly listen?: string;
  /** For the daemon and the services that it starts. */
  readonly env?: Readonly<Record<string, string>>;
}

export async function startBus({ listen, env = {} }: BusOptions = {}): Promise<PrivateBus> {
  const folder = temporaryFolder();
  const config = join(folder, 'bus.conf');
  writeFileSync(config, configuration(listen ?? `unix:path=${folder}/bus`));
  const daemon = spawn(
    '/usr/bin/dbus-daemon',
    [`--config-file=${config}`, '--nofork', '--nopidfile', '--print-address=1'],
    { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...env } },
  );
  onTestFinished(() => ended(daemon));
  const address = await firstLine(daemon);
  return { address, env: { DBUS_SESSION_BUS_ADDRESS: address }, stop: () => ended(daemon) };
}

/** A python-gi program on a bus; ready when it prints its first line. */
export async function startService(
  script: string,
  args: readonly string[],
  bus: PrivateBus,
): Promise<{ stop(): Promise<void> }> {
  const service = spawn('/usr/bin/python3', [script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...bus.env },
  });
  onTestFinished(() => ended(service));
  await firstLine(service);
  return { stop: () => ended(service) };
}

function firstLine(child: ChildProcess): Promise<string> {
  const { stdout } = child;
  if (stdout === null) throw new Error('started without a pipe');
  return new Promise((resolve, reject) => {
    createInterface({ input: stdout }).once('line', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it was ready`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

function configuration(listen: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>${listen}</listen>
  <auth>EXTERNAL</auth>
  <standard_session_servicedirs />
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    <deny send_interface="net.example.Forbidden"/>
  </policy>
</busconfig>
`;
}
