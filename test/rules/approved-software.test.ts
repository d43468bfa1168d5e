import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import type { Program } from '../../src/facts/approved-software.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { catalogue, catalogueGroups } from '../../src/rules/approved-software/catalogue.ts';
import { comparable, comparableNames } from '../../src/rules/approved-software/program-name.ts';
import { approvedSoftware } from '../../src/rules/approved-software.ts';
import { noAssignment } from '../../src/rules/assignment.ts';
import { cases, program, software } from './approved-software.cases.ts';
import { testCases } from './rule-case.ts';

describe('approved-software', () => testCases('approved-software', cases));

type Limits = z.infer<typeof approvedSoftware.limits>;
const none: Limits = { catalogue: [], denied: [], approved: [], onlyApproved: false };
const moment = { at: '2026-11-24T04:00:00.000Z', today: '2026-11-24' };
const judge = (value: ReturnType<typeof software>, limits: Limits) =>
  approvedSoftware.judge(value, limits, moment, noAssignment);
const narrow = (value: ReturnType<typeof software>, limits: Limits) => {
  if (approvedSoftware.narrow === undefined) throw new Error('it narrows');
  return approvedSoftware.narrow(value, limits, moment, noAssignment);
};

describe('what IT writes into the lists', () => {
  test('its own entries forbid by name, file and maker', () => {
    const denied = [
      { name: '炒股软件', also: ['同花顺'], executables: ['hexin.exe'], publishers: ['核新同花顺'] },
    ];
    for (const change of [
      { names: ['同花顺'] },
      { names: [], executables: ['HEXIN.exe'], kind: 'running' as const },
      { publisher: '核新同花顺' },
    ]) {
      const verdict = judge(software(program(change)), { ...none, denied });
      expect(verdict).toMatchObject({ status: 'fail', observed: { values: { programs: ['炒股软件'] } } });
    }
  });

  test('an entry approved by its name is approved with all that the catalogue knows of it', () => {
    const limits: Limits = { ...none, catalogue: ['remote-control'], approved: [{ name: 'teamviewer' }] };
    const service = program({ names: [], executables: ['TeamViewer_Service.exe'], kind: 'running' });
    expect(judge(software(service, program({ names: ['TeamViewer'] })), limits).status).toBe('pass');
    expect(judge(software(program({ names: ['ToDesk'] })), limits).status).toBe('fail');
  });

  test('a game is approved by its own name', () => {
    const limits: Limits = { ...none, catalogue: ['games'], approved: [{ name: 'Chess' }] };
    expect(judge(software(program({ names: ['Chess'], game: true })), limits).status).toBe('pass');
    expect(judge(software(program({ names: ['Mines'], game: true })), limits).status).toBe('fail');
  });

  test('where only the approved may be, every other application fails, and no part of the system', () => {
    const limits: Limits = {
      ...none,
      onlyApproved: true,
      approved: [{ name: 'Office', publishers: ['Kingsoft'] }],
    };
    const office = program({ names: ['WPS Office'], publisher: 'Kingsoft' });
    const library = program({ names: ['libc6'], kind: 'component' });
    expect(judge(software(office, library), limits).status).toBe('pass');
    const other = judge(software(office, program({ names: ['记事本'] })), limits);
    expect(other).toMatchObject({ status: 'fail', observed: { values: { programs: ['记事本'] } } });
  });

  test.each([
    ['小马激活工具.exe', '小马激活工具'],
    ['TeamViewerQS.exe', 'TeamViewer'],
    ['TslGame.exe', '绝地求生'],
    ['crossfire.exe', '穿越火线'],
  ])('%s, which was only unpacked and runs, is %s', (file, name) => {
    const value = software(program({ names: [], executables: [file], kind: 'running' }));
    const verdict = judge(value, { ...none, catalogue: [...catalogueGroups] });
    expect(verdict).toMatchObject({ status: 'fail', observed: { values: { programs: [name] } } });
  });

  test('a text that no program is called by is compared whole', () => {
    const long = `Steam ${'1.1 '.repeat(70)}`;
    expect(comparableNames(long)).toEqual([comparable(long)]);
    expect(comparableNames('Steam 1.1 1.1')).toEqual(['STEAM 1.1 1.1', 'STEAM']);
  });

  test('what is called as a game is, and is none, is no finding: dnf installs packages', () => {
    const value = software(program({ names: ['dnf'], executables: ['dnf'], kind: 'component' }));
    expect(judge(value, { ...none, catalogue: [...catalogueGroups] }).status).toBe('pass');
  });

  test('one program seen in five places is named once', () => {
    const steam = ['Steam', 'steam', 'com.valvesoftware.Steam'].map((name) => program({ names: [name] }));
    const verdict = judge(software(...steam), { ...none, catalogue: ['games'] });
    expect(verdict.observed?.values).toEqual({ programs: ['Steam'] });
    expect(verdict.reason?.values).toEqual({ count: 1 });
  });
});

describe('what leaves the computer', () => {
  test('only the forbidden programs, and how many there were', () => {
    const all = software(program({}), program({ names: ['Steam'] }), program({ names: ['日记'] }));
    const sent = narrow(all, { ...none, catalogue: ['games'] });
    expect(sent.programs.map(({ names }) => names)).toEqual([['Steam']]);
    expect(sent.installed).toBe(3);
    expect(JSON.stringify(sent)).not.toContain('日记');
  });

  test('never more than a report can carry; how many more there were is told', () => {
    const many = Array.from({ length: 200 }, (_, index) => program({ names: [`应用${index}`] }));
    const sent = narrow(software(...many), { ...none, onlyApproved: true });
    expect([sent.programs.length, sent.left]).toEqual([60, 140]);
    expect(judge(sent, none).status).toBe('unknown');
  });

  const names = ['Steam', 'WeGame', 'ToDesk', 'KMSpico', 'WPS Office', 'libc6', '日记'];
  const programs: fc.Arbitrary<Program> = fc.record({
    names: fc.subarray(names, { maxLength: 2 }),
    publisher: fc.constantFrom(null, 'Valve', 'Kingsoft'),
    executables: fc.subarray(['steam', 'todesk.exe', 'wps'], { maxLength: 1 }),
    kind: fc.constantFrom('application', 'component', 'running'),
    game: fc.boolean(),
    source: fc.constant('here'),
  });
  const entries = fc.array(
    fc.record({ name: fc.constantFrom(...names), publishers: fc.subarray(['Valve', 'Kingsoft']) }),
    { maxLength: 2 },
  );
  const limits: fc.Arbitrary<Limits> = fc.record({
    catalogue: fc.subarray([...catalogueGroups]),
    denied: entries,
    approved: entries,
    onlyApproved: fc.boolean(),
  });
  const values = fc.array(programs, { maxLength: 8 }).map((list) => software(...list));

  test('is judged as the whole would be: by the same lists alike, by others alike or not at all', () => {
    fc.assert(
      fc.property(values, limits, limits, (value, then, now) => {
        const sent = narrow(value, then);
        expect(judge(sent, then)).toEqual(judge(value, then));
        const status = judge(sent, now).status;
        if (status !== 'unknown') expect(status).toBe(judge(value, now).status);
        expect(narrow(sent, now)).toEqual(sent);
      }),
      { numRuns: 500 },
    );
  });

  test('lists that forbid less are judged by what was sent; that is how IT sees what a shorter list would do', () => {
    const value = narrow(software(program({ names: ['ToDesk'] })), {
      ...none,
      catalogue: ['games', 'remote-control'],
    });
    expect(judge(value, { ...none, catalogue: ['games'] }).status).toBe('pass');
    expect(judge(value, { ...none, catalogue: ['games', 'miners', 'remote-control'] }).status).toBe('fail');
    expect(judge(value, { ...none, catalogue: ['games', 'miners'] }).status).toBe('unknown');
  });
});

describe('the catalogue', () => {
  const all = Object.entries(catalogue).flatMap(([group, list]) =>
    list.map((entry) => ({ group, ...entry })),
  );

  test('names each program once', () => {
    const said = all.flatMap(({ name, also = [] }) => [name, ...also]).map(comparable);
    expect(said.filter((name, index) => said.indexOf(name) !== index)).toEqual([]);
  });

  test('each group has programs, and the default policy knows no other group', () => {
    expect(Object.keys(catalogue)).toEqual([...catalogueGroups]);
    for (const list of Object.values(catalogue)) expect(list.length).toBeGreaterThan(1);
  });

  test('confidential and dedicated computers forbid all of it', () => {
    const { confidential, dedicated } = defaultPolicy().profiles;
    for (const profile of [confidential, dedicated])
      expect(profile['approved-software']?.limits).toMatchObject({ catalogue: [...catalogueGroups] });
  });
});
