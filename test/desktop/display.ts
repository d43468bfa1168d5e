import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Third stream of a child: where Xvfb and dbus-daemon write what they chose. */
const answer = 3;

/** A virtual screen on a display number that was free. */
export async function startScreen(
  options: SpawnOptions = {},
): Promise<{ process: ChildProcess; display: string }> {
  const args = ['-displayfd', `${answer}`, '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-noreset'];
  const child = spawn('/usr/bin/Xvfb', args, { ...options, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  return { process: child, display: `:${await firstLine(child.stdio[answer] as Readable)}` };
}

/** A bus of its own, which lets every user in. `services`: whether programs may be started by their bus name. */
export async function startBus(
  folder: string,
  services: boolean,
  options: SpawnOptions = {},
): Promise<{ process: ChildProcess; address: string }> {
  const config = join(folder, 'bus.conf');
  const activation = services ? '<servicedir>/usr/share/dbus-1/services</servicedir>' : '';
  writeFileSync(
    config,
    `<busconfig><type>session</type><listen>unix:path=${folder}/bus</listen><auth>EXTERNAL</auth>${activation}
<policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/></policy></busconfig>`,
  );
  const args = [
    `--config-file=${config}`,
    '--nofork',
    '--nopidfile',
    '--nosyslog',
    `--print-address=${answer}`,
  ];
  const child = spawn('/usr/bin/dbus-daemon', args, {
    ...options,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  return { process: child, address: await firstLine(child.stdio[answer] as Readable) };
}

async function firstLine(stream: Readable): Promise<string> {
  const [line] = (await once(createInterface(stream), 'line')) as [string];
  return line;
}
