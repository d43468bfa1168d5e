import { writeSync } from 'node:fs';
import { Outbox } from '../../src/agent/outbox.ts';
import { sampleReport } from './sample-reports.ts';

/*
 * Fills an outbox as fast as it can until it is killed, for outbox-kill.test.ts. Says `+ n` once report n is in, and
 * `- n` once it is acknowledged.
 */
const [folder = ''] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);
const outbox = await Outbox.open({ folder, log: { info: say, warn: say, error: say }, compactAbove: 8000 });
await outbox.begin('device-1', 1);
say('begun');
for (let round = 0; ; round += 1) {
  const added = await outbox.append(async (head) =>
    sampleReport(head, String(head.sequence + 1).repeat(200)),
  );
  if (added.ok) say(`+ ${outbox.head.sequence}`);
  if (round % 4 === 0) continue;
  const first = await outbox.first();
  if (first === null) continue;
  await outbox.acknowledge(first);
  say(`- ${first.sequence}`);
}
