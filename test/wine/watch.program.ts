import { createInterface } from 'node:readline';
import { thisWindows } from '../../src/probes/windows/native/this-windows.ts';
import type { WatchedKey } from '../../src/probes/windows/system.ts';

// node watch.program.mjs '[{"hive":"HKCU","key":"…"}]': writes a line for each change. The end of stdin ends the watch, and
// with it the program; `exit 7` ends the program while it watches.

const stop = thisWindows().watchRegistry(JSON.parse(process.argv[2] ?? '[]') as WatchedKey[], () =>
  process.stdout.write('changed\n'),
);
const lines = createInterface(process.stdin);
lines.on('line', (line) => process.exit(Number(line.slice('exit '.length))));
lines.on('close', stop);
process.stdout.write('watching\n');
