import { describe, expect, test } from 'vitest';
import { readXprotect, xprotectFiles } from '../../../../src/probes/macos/antivirus/xprotect.ts';
import { type CapturedMac, capturedMac, notAborted } from '../captured-mac.ts';

const [moved = '', old = ''] = xprotectFiles;
const bundle = (version: string, modified: string) =>
  ({ plist: { CFBundleShortVersionString: version }, form: 'binary', modified }) as const;
const integrity = '/usr/bin/csrutil status';
const gatekeeper = '/usr/sbin/spctl --status';
const guarded: CapturedMac['commands'] = {
  [integrity]: ['System Integrity Protection status: enabled.'],
  [gatekeeper]: ['assessments enabled'],
};

const read = (files: CapturedMac['files'], commands = guarded) =>
  readXprotect(capturedMac({ commands, files }), notAborted);

describe('the signatures in use', () => {
  test('are the ones of the newer version, wherever they lie', async () => {
    const files = {
      [old]: bundle('5300', '2026-11-18T00:00:00Z'),
      [moved]: bundle('5301', '2026-11-10T00:00:00Z'),
    };
    expect(await read(files)).toMatchObject({ signaturesAt: '2026-11-10T00:00:00.000Z', source: moved });
    const swapped = {
      [old]: bundle('10000', '2026-11-01T00:00:00Z'),
      [moved]: bundle('9999', '2026-11-10T00:00:00Z'),
    };
    expect(await read(swapped)).toMatchObject({ signaturesAt: '2026-11-01T00:00:00.000Z', source: old });
  });

  test('of one version twice, the earlier writing is the truer', async () => {
    const files = {
      [old]: bundle('5300', '2026-11-08T00:00:00Z'),
      [moved]: bundle('5300', '2026-11-18T00:00:00Z'),
    };
    expect(await read(files)).toMatchObject({ signaturesAt: '2026-11-08T00:00:00.000Z' });
  });

  test.each<[string, CapturedMac['files'][string]]>([
    ['garbage', { text: ['garbage'] }],
    ['no version', { plist: {}, form: 'xml' }],
    ['a version that is none', bundle('five', '2026-11-18T00:00:00Z')],
  ])('have no date where one of the two places is %s', async (_what, content) => {
    const files = { [old]: bundle('5300', '2026-11-18T00:00:00Z'), [moved]: content };
    expect(await read(files)).toMatchObject({ name: 'XProtect', signaturesAt: null });
  });

  const settings = '/Library/Preferences/com.apple.SoftwareUpdate.plist';
  const managed = '/Library/Managed Preferences/com.apple.SoftwareUpdate.plist';
  const list = (...lines: string[]) => ({
    text: [`<plist version="1.0"><dict>${lines.join('')}</dict></plist>`],
  });
  const asked = (key: string, date: string) => `<key>${key}</key><date>${date}</date>`;
  const automatic = (value: boolean) => `<key>ConfigDataInstall</key><${value}/>`;
  const [made, later] = ['2026-11-01T00:00:00.000Z', '2026-11-19T08:00:00.000Z'];
  const recently = asked('LastSuccessfulDate', '2026-11-19T08:00:00Z');
  test.each<[string, CapturedMac['files'], string | null]>([
    [
      'they install themselves, and Apple was asked since',
      { [settings]: list(automatic(true), recently) },
      later,
    ],
    ['the switch was never written, so it is on', { [settings]: list(recently) }, later],
    [
      'the check was one in the background',
      { [settings]: list(asked('LastBackgroundSuccessfulDate', later)) },
      later,
    ],
    [
      'Apple was asked before they were written',
      { [settings]: list(asked('LastSuccessfulDate', '2026-10-01T00:00:00Z')) },
      made,
    ],
    ['Apple was never asked', { [settings]: list(automatic(true)) }, made],
    ['nothing was ever set', {}, made],
    ['they do not install themselves', { [settings]: list(automatic(false), recently) }, made],
    [
      'IT has fixed that they do not',
      { [managed]: list(automatic(false)), [settings]: list(automatic(true), recently) },
      made,
    ],
    [
      'IT has fixed that they do',
      { [managed]: list(automatic(true)), [settings]: list(automatic(false), recently) },
      later,
    ],
    ['the settings are garbage', { [settings]: { text: ['garbage'] } }, null],
    [
      'the switch is neither on nor off',
      { [settings]: list('<key>ConfigDataInstall</key><string>yes</string>', recently) },
      null,
    ],
  ])('are the newest of the day when Apple was last asked: %s', async (_what, files, date) => {
    expect(await read({ [old]: bundle('5300', made), ...files })).toMatchObject({ signaturesAt: date });
  });

  test('a Mac without either place has none that we know', async () => {
    expect(await read({})).toBeUndefined();
  });
});

describe('on guard', () => {
  const files = { [old]: bundle('5300', '2026-11-18T00:00:00Z') };
  const off = ['System Integrity Protection status: disabled.'];

  test.each([
    ['all is on', guarded, 'on', 'on'],
    ['Gatekeeper is off', { ...guarded, [gatekeeper]: ['assessments disabled'] }, 'on', 'unknown'],
    ['Gatekeeper does not tell', { [integrity]: guarded[integrity] ?? [] }, 'on', 'unknown'],
    ['integrity protection is off', { ...guarded, [integrity]: off }, 'unknown', 'unknown'],
    ['integrity protection does not tell', { [gatekeeper]: guarded[gatekeeper] ?? [] }, 'unknown', 'unknown'],
  ] as const)('%s', async (_what, commands, running, realTime) => {
    expect(await read(files, commands as CapturedMac['commands'])).toMatchObject({ running, realTime });
  });
});
