import type { Program, SoftwareFact } from '../../src/facts/approved-software.ts';
import { known, unknown } from '../../src/facts/fact.ts';
import type { RuleCase } from './rule-case.ts';

export const program = (change: Partial<Program>): Program => ({
  names: ['GNU Image Manipulation Program', 'gimp'],
  publisher: null,
  executables: [],
  kind: 'application',
  game: false,
  source: '/usr/share/applications/gimp.desktop',
  ...change,
});

export const software = (...programs: Program[]): SoftwareFact => ({
  programs,
  comparedWith: null,
  left: 0,
  installed: programs.length,
  unread: [],
});

const read = (...programs: Program[]) => known(software(...programs), 'dpkg');
const found = { expect: 'fail', reason: 'approved-software.reason.installed' } as const;
const nothing = { expect: 'pass', reason: null } as const;
const unread = [{ source: '/var/lib/dpkg/status', detail: 'EACCES' }];

export const cases: readonly RuleCase<SoftwareFact>[] = [
  { name: 'programs for work alone', reading: read(program({})), ...nothing },
  { name: 'a launcher of games, by its name', reading: read(program({ names: ['Steam'] })), ...found },
  {
    name: 'a package of the launcher, without a menu entry',
    reading: read(program({ names: ['steam-launcher'], kind: 'component' })),
    ...found,
  },
  {
    name: 'names that only begin or end like the launcher’s are others',
    reading: read(
      program({ names: ['Steamworks Docs'] }),
      program({ names: ['StreamDeck'] }),
      program({ names: ['Downstream', 'libsteam-dev'] }),
      program({ names: [], executables: ['steamtrain.exe'], kind: 'running' }),
    ),
    ...nothing,
  },
  {
    name: 'case, width, marks, invisible letters and spaces make no other name',
    reading: read(program({ names: ['Ｇｅｎｓｈｉｎ\u3000Im\u200Bpact™ '] })),
    ...found,
  },
  {
    name: 'a version and the build behind the name',
    reading: read(program({ names: ['Cheat Engine 7.5 (64-bit)'] })),
    ...found,
  },
  {
    name: 'a bare number is part of the name',
    reading: read(program({ names: ['Steam 2024'] })),
    ...nothing,
  },
  {
    name: 'everything of a maker of games',
    reading: read(program({ names: ['Half-Life: Alyx'], publisher: 'VALVE  Corporation' })),
    ...found,
  },
  {
    name: 'a maker whose name only begins so',
    reading: read(program({ names: ['Valve sizing'], publisher: 'Valve Corporation of Ohio' })),
    ...nothing,
  },
  {
    name: 'a program that was only unpacked and runs',
    reading: read(program({ names: [], executables: ['KMSELDI.EXE'], kind: 'running' })),
    expect: 'fail',
    reason: 'approved-software.reason.running',
  },
  {
    name: 'the version in the name of a file',
    reading: read(program({ names: [], executables: ['HEU_KMS_Activator_v42.0.3.exe'], kind: 'running' })),
    expect: 'fail',
    reason: 'approved-software.reason.running',
  },
  {
    name: 'installed and running is running',
    reading: read(
      program({ names: ['AnyDesk'] }),
      program({ names: [], executables: ['anydesk'], kind: 'running' }),
    ),
    expect: 'fail',
    reason: 'approved-software.reason.running',
  },
  {
    name: 'what its own maker files under games',
    reading: read(program({ names: ['Chess'], game: true })),
    ...found,
  },
  {
    name: 'file transfer is for offices to decide; confidential computers forbid it',
    reading: read(program({ names: ['百度网盘'] })),
    ...nothing,
  },
  {
    name: 'a place that could not be read is no pass',
    reading: known({ ...software(program({})), unread }, 'dpkg'),
    expect: 'unknown',
    reason: 'approved-software.reason.unread',
  },
  {
    name: 'what was found fails, whatever could not be read',
    reading: known({ ...software(program({ names: ['WeGame'] })), unread }, 'dpkg'),
    ...found,
  },
  {
    name: 'compared with nothing but a shorter list',
    reading: known(
      {
        ...software(),
        comparedWith: { forbidden: [], approved: [], onlyApproved: false, games: true },
        installed: 1000,
      },
      'dpkg',
    ),
    expect: 'unknown',
    reason: 'approved-software.reason.not-compared',
  },
  {
    name: 'no list of programs',
    reading: unknown('missing-source', '/Applications'),
    expect: 'unknown',
    reason: 'unknown.missing-source',
  },
];
