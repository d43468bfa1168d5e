import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureEndpoint } from './endpoint.ts';
import { type Figure, printFigures, ratioOf } from './figure.ts';
import { measureObserver } from './observer.ts';
import { measurePopup } from './popup.ts';
import { measureScan } from './scan.ts';
import { measureShell } from './shell.ts';
import { measureWire } from './wire.ts';

/** What is measured, in the order of the performance table; `--only NAME` runs one. */
const parts: Readonly<Record<string, (runtime: string) => Promise<Figure[]>>> = {
  scan: measureScan,
  // Measured before, in Windows' node.exe, by tools/bench.mjs.
  windows: async () =>
    values.windows === undefined ? [] : (JSON.parse(readFileSync(values.windows, 'utf8')) as Figure[]),
  observer: measureObserver,
  shell: measureShell,
  popup: measurePopup,
  wire: measureWire,
  endpoint: async () => {
    const endpoint = await measureEndpoint();
    const acknowledged = {
      name: 'reports acknowledged per server CPU-second',
      value: endpoint.acknowledgedPerServerCpuSecond,
      unit: '/s',
    };
    const { verifyPerCpuSecond, bareVerifyPerCpuSecond, ratio, ratioToBare } = endpoint;
    return [
      {
        ...acknowledged,
        floor: { name: 'ES256 verification', value: verifyPerCpuSecond, ratio },
        goal: '≥ 0.5 ×',
      },
      {
        ...acknowledged,
        floor: { name: "Node's own verify", value: bareVerifyPerCpuSecond, ratio: ratioToBare },
        goal: 'none: the least that ES256 can cost here',
      },
      { name: 'acknowledgement, p50', value: endpoint.p50Ms, unit: 'ms', goal: '' },
      { name: 'acknowledgement, p99', value: endpoint.p99Ms, unit: 'ms', goal: '' },
    ];
  },
};

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    only: { type: 'string' },
    runtime: { type: 'string' },
    windows: { type: 'string' },
  },
});
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(parts))
  if (values.only === undefined || values.only === name) {
    process.stderr.write(`measuring: ${name}\n`);
    figures.push(...(await measure(values.runtime ?? '')));
  }
if (values.json === true)
  process.stdout.write(
    `${JSON.stringify(
      figures.map((figure) => ({ ...figure, ratio: ratioOf(figure) })),
      null,
      2,
    )}\n`,
  );
else printFigures(figures);
process.exit(0);
