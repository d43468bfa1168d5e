import { expect, test } from 'vitest';
import { answer, refusal } from '../../../../src/probes/windows/answer.ts';
import type { WindowsVersion } from '../../../../src/probes/windows/os-updates/version.ts';
import { windowsUpdate } from '../../../../src/probes/windows/os-updates/windows-update.ts';

const version: WindowsVersion = { ok: true, build: 26_100, revision: 9891 };
const hourMs = 3_600_000;

function asked() {
  let count = 0;
  let now = Date.parse('2026-11-20T01:00:00.000Z');
  const updateDates = async () => {
    count += 1;
    return count === 1
      ? refusal('timed-out', 'updateDates did not return in 8000 ms')
      : answer({ searchedAt: count, installedAt: undefined });
  };
  const ask = windowsUpdate({ updateDates }, () => new Date(now));
  const pass = (ms: number) => {
    now += ms;
  };
  return { ask, pass, count: () => count };
}

test('Windows Update is asked a few times a day, however often it is wanted, and whatever it answered', async () => {
  const { ask, pass, count } = asked();
  const first = await ask(version);
  for (let hour = 1; hour < 6; hour += 1) {
    pass(hourMs);
    expect(await ask(version)).toBe(first);
  }
  pass(hourMs);
  expect(await ask(version)).toMatchObject({ ok: true });
  expect(count()).toBe(2);
});

test('a new version of Windows and a clock that was set back are asked for anew', async () => {
  const { ask, pass, count } = asked();
  await ask(version);
  await ask({ ...version, revision: 9892 });
  expect(count()).toBe(2);
  pass(-hourMs);
  await ask({ ...version, revision: 9892 });
  expect(count()).toBe(3);
});
