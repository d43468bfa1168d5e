import { describe, expect, test } from 'vitest';
import { xprotectFiles } from '../../../src/probes/macos/antivirus/xprotect.ts';
import { antivirusProbe } from '../../../src/probes/macos/antivirus.ts';
import { type CapturedMac, capturedMac, notAborted } from './captured-mac.ts';

const list = '/usr/bin/systemextensionsctl list';
const ps = '/bin/ps -axww -o comm=';
const files: CapturedMac['files'] = {
  [xprotectFiles[1] ?? '']: {
    plist: { CFBundleShortVersionString: '5300' },
    form: 'xml',
    modified: '2026-11-18T00:00:00Z',
  },
};
const extension = (state: string) => [
  '1 extension(s)',
  `*\t*\tX9E956P446\tcom.crowdstrike.falcon.Agent (7.17/182.04)\tFalcon Sensor\t[${state}]`,
];
const falcon =
  '/Library/SystemExtensions/2F1B/com.crowdstrike.falcon.Agent.systemextension/Contents/MacOS/com.crowdstrike.falcon.Agent';

const read = (extensions: string[], processes: string[]) =>
  antivirusProbe(
    capturedMac({ files, commands: { [list]: extensions, [ps]: ['/sbin/launchd', ...processes] } }),
  ).read(notAborted);

describe('an antivirus of another maker', () => {
  test.each([
    ['enabled and running', 'activated enabled', [falcon], { running: 'on', realTime: 'unknown' }],
    ['enabled, its engine gone', 'activated enabled', [], { running: 'off', realTime: 'unknown' }],
    ['not allowed by anybody yet', 'activated waiting for user', [], { running: 'off', realTime: 'off' }],
  ])('%s', async (_what, state, processes, expected) => {
    const reading = await read(extension(state), processes);
    expect(reading).toMatchObject({
      value: {
        products: [
          { name: 'XProtect' },
          { name: 'CrowdStrike Falcon', signaturesAt: null, signatures: 'unknown', ...expected },
        ],
        unread: [],
      },
    });
  });

  test('that is on its way out is no longer here', async () => {
    const reading = await read(extension('terminated waiting to uninstall on reboot'), []);
    expect(reading).toMatchObject({ value: { products: [{ name: 'XProtect' }] } });
  });

  test('without an extension of its own is seen by its process', async () => {
    const reading = await read(
      ['0 extension(s)'],
      ['/Library/Sentinel/sentinel-agent.bundle/Contents/MacOS/sentineld'],
    );
    expect(reading).toMatchObject({
      value: { products: [{ name: 'XProtect' }, { name: 'SentinelOne', running: 'on', source: 'ps' }] },
    });
  });

  test('a program whose name only begins alike is none', async () => {
    const reading = await read(['0 extension(s)'], ['/usr/local/bin/sentineld-notes', '/tmp/my-falcond']);
    expect(reading).toMatchObject({ value: { products: [{ name: 'XProtect' }] } });
  });
});

test('a list that could not be read is told: another antivirus may be in it', async () => {
  const reading = await antivirusProbe(
    capturedMac({ files, commands: { [list]: { cannot: 'denied' }, [ps]: ['launchd'] } }),
  ).read(notAborted);
  expect(reading).toMatchObject({
    value: {
      unread: [
        { source: 'systemextensionsctl list', detail: 'denied' },
        { source: 'ps -axww -o comm', detail: 'launchd' },
      ],
    },
  });
});

test('no XProtect is no Mac that we know', async () => {
  const mac = capturedMac({ commands: { [list]: ['0 extension(s)'], [ps]: ['/sbin/launchd'] } });
  expect(await antivirusProbe(mac).read(notAborted)).toMatchObject({
    state: 'unknown',
    reason: 'missing-source',
  });
});
