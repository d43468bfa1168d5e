import { describe, expect, test } from 'vitest';
import type { BusCall, BusReply } from '../../../src/probes/linux/bus-call.ts';
import { virusScanProbe } from '../../../src/probes/linux/virus-scan.ts';
import { readInSandbox } from '../../desktop/in-sandbox.ts';
import { testOnMachine } from '../../not-run.ts';
import { machineWith, notAborted, systemWith } from './fake-machine.ts';

const clamav = { 'usr/bin/clamscan': '', 'proc/1/comm': 'systemd\n', 'proc/1/status': 'Uid:\t0\t0\t0\t0\n' };
const unit = (start: string) => ({
  ...clamav,
  'etc/systemd/system/nightly.service': `[Service]\nType=oneshot\nExecStart=${start}\n`,
});
const ended = 1_795_000_000_000_000;

/** systemd, whose service ended like this. */
function ending(properties: Record<string, unknown>) {
  return async ({ member, args }: BusCall): Promise<BusReply> => {
    if (member === 'LoadUnit')
      return { ok: true, body: ['/org/freedesktop/systemd1/unit/nightly_2eservice'] };
    const value = properties[String(args?.[1])];
    return value === undefined
      ? { ok: false, reason: 'denied', detail: member }
      : { ok: true, body: [value] };
  };
}

async function read(files: Record<string, string>, bus = ending({})) {
  const reading = await virusScanProbe(systemWith(await machineWith(files), {}, bus)).read(notAborted);
  return reading.state === 'known' ? reading.value.products : reading.reason;
}

describe('ClamAV', () => {
  test('keeps no record of its scans', async () => {
    expect(await read(clamav)).toEqual([
      { name: 'ClamAV', finishedAt: null, ranAt: null, source: '/usr/bin/clamscan' },
    ]);
  });

  test.each([
    ['found nothing', '/usr/bin/clamscan -r /home', 1, 0, true],
    ['found something, and went on to the end', '/usr/bin/clamdscan --fdpass /', 1, 1, true],
    ['ended with an error', '/usr/bin/clamscan -r /', 1, 2, false],
    ['was killed', '/usr/bin/clamscan -r /', 2, 9, false],
    ['is another program', '/usr/bin/freshclam', 1, 0, false],
  ])('run by a unit of IT’s that %s', async (_, start, code, status, counts) => {
    const bus = ending({ ExecMainExitTimestamp: ended, ExecMainCode: code, ExecMainStatus: status });
    expect(await read(unit(start), bus)).toMatchObject([
      { finishedAt: counts ? new Date(ended / 1000).toISOString() : null },
    ]);
  });

  test('run by a unit that has not run since the start says nothing', async () => {
    const bus = ending({ ExecMainExitTimestamp: 0, ExecMainCode: 0, ExecMainStatus: 0 });
    expect(await read(unit('/usr/bin/clamscan /'), bus)).toMatchObject([{ finishedAt: null }]);
    expect(await read(unit('/usr/bin/clamscan /'))).toMatchObject([{ finishedAt: null }]);
  });
});

testOnMachine(
  { root: true, programs: ['/usr/bin/clamscan'] },
  'a scan that IT’s job notes, for real: no note, its note, one that the user forged',
  async () => {
    const readings = await readInSandbox<'virus-scan'>(`
      user carol
      read_fact carol virus-scan none
      mkdir -p /var/lib/deskward && touch -d 2026-11-18T01:00:00Z /var/lib/deskward/virus-scan
      read_fact carol virus-scan noted
      chown carol /var/lib/deskward/virus-scan
      read_fact carol virus-scan forged
    `);
    const told = readings.map(({ label, reading, children }) => {
      const value = reading.state === 'known' ? reading.value : undefined;
      return [label, value?.products.map(({ name }) => name), value?.notedAt, children];
    });
    expect(told).toEqual([
      ['none', ['ClamAV'], null, 0],
      ['noted', ['ClamAV'], '2026-11-18T01:00:00.000Z', 0],
      ['forged', ['ClamAV'], null, 0],
    ]);
  },
);
