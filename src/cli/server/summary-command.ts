import type { FleetSummary } from '../../protocol/fleet.ts';
import { silentBefore } from '../../server/fleet/silence.ts';
import { summarize } from '../../server/fleet/summary.ts';
import type { Command } from './arguments.ts';
import { type ExitCode, type Program, withStorage } from './program.ts';

/** The head of IT's page, without the page. */
export function summaryCommand(
  program: Program,
  { data, json }: Extract<Command, { name: 'summary' }>,
): Promise<ExitCode> {
  return withStorage(program, data, async (storage) => {
    const now = Date.now();
    const summary = summarize(await storage.countFleet(silentBefore(now)), now);
    program.print(json ? JSON.stringify(summary, null, 2) : inWords(program, summary));
    return 0;
  });
}

function inWords({ words }: Program, summary: FleetSummary): string {
  const say = (key: string, values: Readonly<Record<string, unknown>>) =>
    words.t(`cli:server.summary.${key}`, values);
  return [
    say('devices', { devices: summary.devices }),
    `  ${say('compliant', { count: summary.compliant })}`,
    `  ${say('not-compliant', { count: summary.notCompliant })}`,
    `  ${say('unknown', { count: summary.unknown })}`,
    `  ${say('silent', { count: summary.silent })}`,
    ...(summary.keyShared > 0 ? [`  ${say('key-shared', { count: summary.keyShared })}`] : []),
    ...summary.rules.map((rule) => say('rule', rule)),
  ].join('\n');
}
