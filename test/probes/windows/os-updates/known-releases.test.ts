import { expect, test } from 'vitest';
import { findRelease } from '../../../../src/probes/windows/os-updates/known-releases.ts';

const days = (build: number, revision: number) => {
  const { missing, newest } = findRelease(build, revision);
  return { missing: missing?.day, newest: newest?.day };
};

test('below a listed revision something is missing since its day; above all of them nothing is known', () => {
  expect(days(26100, 6000)).toEqual({ missing: '2025-09-09', newest: undefined });
  expect(days(26100, 8655)).toEqual({ missing: '2026-07-14', newest: '2026-06-09' });
  expect(days(26100, 8700)).toEqual({ missing: '2026-07-14', newest: '2026-06-09' });
  expect(days(26100, 99_999)).toEqual({ missing: undefined, newest: '2026-09-08' });
});

test('a build that an enablement package made has the revisions of its branch', () => {
  expect(findRelease(26200, 8655)).toEqual(findRelease(26100, 8655));
  expect(findRelease(19045, 7548)).toEqual(findRelease(19041, 7548));
  expect(findRelease(14393, 1)).toEqual({ missing: undefined, newest: undefined });
});
