import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { facts } from '../../../src/facts/registry.ts';
import { askClamd, parseVersion } from '../../../src/probes/linux/antivirus/clamd-client.ts';
import { parseClamdConfig } from '../../../src/probes/linux/antivirus/clamd-config.ts';
import { defenderHealthReader, parseHealth } from '../../../src/probes/linux/antivirus/defender.ts';
import { knownAgents } from '../../../src/probes/linux/antivirus/known-agents.ts';
import { parseHeader } from '../../../src/probes/linux/antivirus/signature-database.ts';
import { readProducts } from '../../../src/probes/linux/antivirus.ts';
import type { Process } from '../../../src/probes/linux/processes.ts';
import { machineWith, notAborted, ourProcess, output, systemWith } from './fake-machine.ts';

const header = readFileSync(new URL('../../fixtures/linux/clamav/daily-header', import.meta.url), 'latin1');
const madeAt = '2026-11-15T02:23:07.000Z';
const program = { 'usr/sbin/clamd': '' };

function processes(...names: string[]): Process[] {
  return names.map((name) => ({ pid: 9, uid: 0, name }));
}

async function read(files: Record<string, string>, names: string[], complete = true, commands = {}) {
  const folder = await machineWith({ ...ourProcess(9), ...files });
  const system = systemWith(folder, commands);
  const reading = await readProducts(
    system,
    { processes: processes(...names), complete },
    defenderHealthReader(system),
    notAborted,
  );
  if (reading.state === 'known') facts.antivirus.value.parse(reading.value);
  return reading;
}

/** Something that listens where clamd would and says this; silent for undefined. */
async function clamdSaying(answer: string | undefined): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dw-'));
  const server = createServer((socket) => {
    socket.on('error', () => {});
    if (answer !== undefined) socket.once('data', () => socket.end(answer));
  });
  await new Promise<void>((resolve) => server.listen(join(folder, 'clamd.ctl'), resolve));
  onTestFinished(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  return join(folder, 'clamd.ctl');
}

describe('no antivirus', () => {
  test('is known where every process can be seen', async () => {
    expect(await read({}, ['systemd', 'bash'])).toEqual({
      state: 'known',
      value: { products: [], unread: [] },
      source: '/proc',
    });
  });

  test('cannot be said where processes are hidden', async () => {
    expect(await read({}, ['bash'], false)).toMatchObject({ state: 'unknown', reason: 'partly-readable' });
  });
});

describe('ClamAV', () => {
  test('installed without signatures: the program itself is what was seen', async () => {
    expect(await read(program, [])).toMatchObject({
      state: 'known',
      value: { products: [{ name: 'ClamAV', running: 'off', signaturesAt: null }] },
      source: expect.stringMatching(/^\/usr\/s?bin\/\w+$/),
    });
  });

  test('installed but not running: off, with the date of what lies on the disk', async () => {
    const reading = await read({ ...program, 'var/lib/clamav/daily.cvd': header }, []);
    expect(reading).toMatchObject({
      value: { products: [{ name: 'ClamAV', running: 'off', realTime: 'off', signaturesAt: madeAt }] },
    });
  });

  test('running without answering proves nothing, and what is on the disk is not what it has loaded', async () => {
    const reading = await read({ ...program, 'var/lib/clamav/daily.cvd': header }, ['clamd', 'clamonacc']);
    expect(reading).toMatchObject({
      value: { products: [{ running: 'unknown', realTime: 'on', signaturesAt: null }] },
    });
  });

  test('real-time protection is clamonacc of root, nobody else’s', async () => {
    const folder = await machineWith(program);
    const list = { processes: [{ pid: 7, uid: 1000, name: 'clamonacc' }], complete: true };
    const reading = await readProducts({ root: folder }, list, async () => parseHealth(''), notAborted);
    expect(reading).toMatchObject({ value: { products: [{ realTime: 'off' }] } });
  });

  test('a program that cannot be placed, as on an old kernel, is neither on guard nor known to be off', async () => {
    const folder = await machineWith(program);
    const list = { processes: processes('clamonacc', 'falcon-sensor'), complete: true };
    const reading = await readProducts({ root: folder }, list, async () => parseHealth(''), notAborted);
    expect(reading).toMatchObject({
      value: {
        products: [
          { name: 'ClamAV', running: 'off', realTime: 'unknown' },
          { name: 'CrowdStrike Falcon', running: 'unknown', realTime: 'unknown' },
        ],
      },
    });
  });

  test('with hidden processes, neither running nor real time can be denied, nor another product', async () => {
    expect(await read(program, [], false)).toMatchObject({
      value: {
        products: [{ running: 'unknown', realTime: 'unknown', signatures: 'unknown' }],
        unread: [{ source: '/proc' }],
      },
    });
  });

  test('the engine’s own version counts: a newer database on the disk is not loaded yet', () => {
    expect(parseVersion('ClamAV 1.4.6/27450/Sun Nov  1 02:23:07 2026\0')).toEqual({
      version: 27_450,
      madeAt: Date.UTC(2026, 10, 1, 2, 23, 7),
    });
    expect(parseVersion('ClamAV 1.4.6\0')).toEqual({ version: undefined, madeAt: undefined });
    expect(parseVersion('HTTP/1.1 400 Bad Request')).toBeUndefined();
  });

  test.each([
    ['nothing', undefined],
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['an endless answer', 'x'.repeat(100_000)],
  ])('a socket that says %s is no engine', async (_, answer) => {
    const path = await clamdSaying(answer);
    expect(await askClamd({ path }, notAborted)).toBeUndefined();
  });

  test('an aborted reading lets go of the socket at once', async () => {
    const path = await clamdSaying(undefined);
    expect(await askClamd({ path }, AbortSignal.timeout(10))).toBeUndefined();
  });

  test('clamd.conf: quotes, comments, first of a repeated option, loopback TCP only', () => {
    const text =
      '# LocalSocket /no\nLocalSocket "/run/clam av/ctl"\nLocalSocket /second\nTCPSocket 3310\nTCPAddr 127.0.0.1\n';
    expect(parseClamdConfig('f', text)).toMatchObject({ socketPath: '/run/clam av/ctl', port: 3310 });
    expect(parseClamdConfig('f', 'TCPSocket 3310\nTCPAddr 10.0.0.5\n')).toMatchObject({ port: undefined });
    expect(parseClamdConfig('f', 'DatabaseDirectory /srv/db\n')).toMatchObject({
      databaseDirectory: '/srv/db',
    });
    expect(parseClamdConfig('f', '')).toMatchObject({ socketPath: undefined, port: undefined });
  });

  test('the header of a database: the last field is the time, whatever the file’s date', () => {
    expect(parseHeader(header)).toEqual({ version: 27_456, madeAt: 1_794_709_387_000 });
    expect(parseHeader('')).toBeUndefined();
    expect(parseHeader(header.replace('1794709387', 'soon'))).toBeUndefined();
    expect(parseHeader(header.replace('ClamAV-VDB', 'ClamAV-XXX'))).toBeUndefined();
  });
});

describe('commercial agents', () => {
  test.each(knownAgents.map((agent) => [agent.name, agent] as const))(
    '%s by its process and its folder',
    async (name, agent) => {
      for (const process of agent.processes) {
        expect(process.length).toBeLessThanOrEqual(15);
        expect(await read({}, [process])).toMatchObject({
          value: { products: [{ name, running: 'on', realTime: 'unknown', signaturesAt: null }] },
        });
      }
      for (const folder of agent.folders)
        expect(await read({ [`${folder}/x`]: '' }, [])).toMatchObject({
          value: { products: [{ name, running: 'off' }] },
        });
    },
  );

  test('a user’s own program of that name is not an antivirus', async () => {
    const list = { processes: [{ pid: 7, uid: 1000, name: 'falcon-sensor' }], complete: true };
    const folder = await machineWith({});
    expect(await readProducts({ root: folder }, list, async () => parseHealth(''), notAborted)).toMatchObject(
      {
        value: { products: [] },
      },
    );
  });

  test('Defender is asked once, and then again only after minutes', async () => {
    const health = output(
      '{"healthy":true,"realTimeProtectionEnabled":{"value":true},"definitionsUpdated":"1794709387000"}',
    );
    const system = systemWith(await machineWith(ourProcess(9)), { '/usr/bin/mdatp health': health });
    const ask = defenderHealthReader(system);
    const list = { processes: processes('wdavdaemon'), complete: true };
    for (const _ of [1, 2])
      expect(await readProducts(system, list, ask, notAborted)).toMatchObject({
        value: { products: [{ realTime: 'on', signaturesAt: madeAt, source: 'mdatp health' }] },
      });
    expect(system.started).toHaveLength(1);
  });

  test.each([
    ['plain fields', '{"realTimeProtectionEnabled":false,"definitionsUpdated":1794709387000}', 'off', madeAt],
    [
      'a date in words',
      '{"realTimeProtectionEnabled":true,"definitionsUpdated":"Nov 15, 2026 at 02:23:07 AM"}',
      'on',
      null,
    ],
    ['no JSON', 'ATTENTION: No license found', 'unknown', null],
    ['a list', '[]', 'unknown', null],
    ['null', 'null', 'unknown', null],
  ])('mdatp health with %s', (_, text, realTime, signaturesAt) => {
    expect(parseHealth(text)).toMatchObject({ realTime, signaturesAt });
  });
});

test('garbage never throws, and never becomes a product that is fine', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      parseClamdConfig('f', text);
      expect(parseHeader(text)).toBeUndefined();
      expect(parseHealth(text)).toMatchObject({ realTime: 'unknown', signaturesAt: null });
      expect(parseVersion(text)).toBeUndefined();
    }),
  );
  fc.assert(
    fc.property(fc.json(), (text) => {
      const { signaturesAt } = parseHealth(text);
      if (signaturesAt !== null) expect(new Date(signaturesAt).toISOString()).toBe(signaturesAt);
    }),
  );
});
