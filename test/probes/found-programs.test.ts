import { expect, test } from 'vitest';
import { facts } from '../../src/facts/registry.ts';
import {
  programNamed,
  runningPrograms,
  softwareFact,
  unreadPrograms,
} from '../../src/probes/found-programs.ts';

test('all places are one fact, with what could not be read, and running programs are not installed ones', () => {
  const value = softwareFact([
    { programs: [programNamed(['a', 'a', 'A'], 'application', 'here')], unread: [] },
    { programs: runningPrograms(['b', 'b', 'c'], '/proc'), unread: [] },
    unreadPrograms('there', 'EACCES'),
  ]);
  expect(value.programs.map(({ names, executables }) => [...names, ...executables])).toEqual([
    ['a', 'A'],
    ['b'],
    ['c'],
  ]);
  expect(value).toMatchObject({ installed: 1, left: 0, comparedWith: null });
  expect(value.unread).toEqual([{ source: 'there', detail: 'EACCES' }]);
  expect(facts['approved-software'].value.parse(value)).toEqual(value);
});
