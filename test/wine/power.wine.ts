import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from './ask.ts';
import { scenario } from './scenario.ts';

const video = '7516b95f-f776-4464-8c53-06167f40cc99';
const videoIdle = '3c0bc021-c8a8-4e07-a973-6b14cbcb2b7e';

test('a laptop with Modern Standby is known', () => {
  const machine = scenario({ power: { modernStandby: 1, battery: 1, hibernate: 1 } });
  assert.deepEqual(ask('powerCapabilities', [], machine), {
    ok: true,
    value: { modernStandby: true, sleepS3: false, hibernate: true, battery: true },
  });
});

test('a desktop with classic sleep is known', () => {
  const machine = scenario({ power: { sleepS3: 1 } });
  assert.deepEqual(ask('powerCapabilities', [], machine), {
    ok: true,
    value: { modernStandby: false, sleepS3: true, hibernate: false, battery: false },
  });
});

test('capabilities that are refused are none of them', () => {
  const machine = scenario({ power: { capabilitiesError: 5 } });
  assert.equal(ask('powerCapabilities', [], machine).ok, false);
});

test('a time-out of the active scheme is read for mains and battery', () => {
  const machine = scenario({
    power: { [`ac.${video}/${videoIdle}`]: 600, [`dc.${video}/${videoIdle}`]: 0xffffffff },
  });
  assert.deepEqual(ask('powerSetting', [video, videoIdle], machine), {
    ok: true,
    value: { ac: 600, dc: 0xffffffff },
  });
});

test('a setting that is told for mains alone, and a scheme that is refused, are no answer', () => {
  const half = scenario({ power: { [`ac.${video}/${videoIdle}`]: 600 } });
  assert.equal(ask('powerSetting', [video, videoIdle], half).ok, false);
  const refused = scenario({ power: { schemeStatus: 5 } });
  const read = ask('powerSetting', [video, videoIdle], refused);
  assert.equal(read.ok, false);
  assert.equal(read.reason, 'denied');
});
