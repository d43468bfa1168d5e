import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from './ask.ts';
import { type Sections, scenario } from './scenario.ts';

/** lmshare.h: STYPE_DISKTREE 0, STYPE_PRINTQ 1, STYPE_IPC 3, STYPE_SPECIAL. */
const special = 0x80000000;

const listed: Sections = {
  'share.0': { name: '公共', type: 0, remark: '部门资料', path: 'D:\\公共', sddl: 'D:(A;;FA;;;WD)' },
  'share.1': { name: 'hidden$', type: 0, path: 'D:\\hidden' },
  'share.2': { name: 'C$', type: special, remark: 'Default share', path: 'C:\\' },
  'share.3': { name: 'print$', type: 0, path: 'C:\\windows\\system32\\spool\\drivers' },
  'share.4': { name: 'HP LaserJet', type: 1, path: 'HP LaserJet,LocalsplOnly' },
  'share.5': { name: 'IPC$', type: special + 3 },
};
const count = Object.keys(listed).length;

test('every share is told with its kind, its folder and who may read it', () => {
  const machine = scenario({ ...listed, shares: { status502: 0, count } });
  const read = ask('networkShares', [], machine);
  assert.ok(read.ok);
  const { level, serverRunning, shares } = read.value;
  assert.deepEqual([level, serverRunning, shares.length], [502, true, count]);
  const { securityDescriptor, ...first } = shares[0] ?? {};
  assert.deepEqual(first, { name: '公共', type: 0, remark: '部门资料', path: 'D:\\公共' });
  // Self-relative, with a DACL: SE_SELF_RELATIVE 0x8000, SE_DACL_PRESENT 0x0004 (winnt.h).
  assert.equal(securityDescriptor?.[0], 1);
  assert.equal(((securityDescriptor?.[3] ?? 0) << 8) | (securityDescriptor?.[2] ?? 0), 0x8004);
  assert.equal(shares[1]?.securityDescriptor, undefined);
  assert.deepEqual(
    shares.map((share) => [share.name, share.type]),
    [
      ['公共', 0],
      ['hidden$', 0],
      ['C$', special],
      ['print$', 0],
      ['HP LaserJet', 1],
      ['IPC$', special + 3],
    ],
  );
  assert.deepEqual(machine.leaks(), []);
});

test('who may not ask for everything is told less, and it is said how much less', () => {
  const second = scenario({ ...listed, shares: { status502: 5, status2: 0, count } });
  const paths = ask('networkShares', [], second);
  assert.ok(paths.ok);
  assert.equal(paths.value.level, 2);
  assert.equal(paths.value.shares[0]?.path, 'D:\\公共');
  assert.equal(paths.value.shares[0]?.securityDescriptor, undefined);
  const third = scenario({ ...listed, shares: { status502: 5, status2: 5, status1: 0, count } });
  const names = ask('networkShares', [], third);
  assert.ok(names.ok);
  assert.equal(names.value.level, 1);
  assert.equal(names.value.shares[0]?.path, undefined);
  assert.deepEqual([...second.leaks(), ...third.leaks()], []);
});

test('a list that comes in parts is told whole', () => {
  const machine = scenario({ ...listed, shares: { status502: 0, count, page: 4 } });
  const read = ask('networkShares', [], machine);
  assert.ok(read.ok);
  assert.equal(read.value.shares.length, count);
  assert.deepEqual(machine.leaks(), []);
});

test('without the Server service there are no shares, and that is known', () => {
  // NERR_ServerNotStarted (lmerr.h)
  const machine = scenario({ shares: { status502: 2114, status2: 2114, status1: 2114 } });
  const read = ask('networkShares', [], machine);
  assert.ok(read.ok);
  assert.deepEqual([read.value.serverRunning, read.value.shares], [false, []]);
});

test('shares that nobody may list are not none', () => {
  const read = ask('networkShares', [], scenario({ shares: { status502: 5, status2: 5, status1: 5 } }));
  assert.equal(read.ok, false);
  assert.equal(read.reason, 'denied');
});

test('a computer that shares nothing is known to share nothing', () => {
  const machine = scenario({ shares: { status502: 0, count: 0 } });
  const read = ask('networkShares', [], machine);
  assert.ok(read.ok);
  assert.deepEqual([read.value.serverRunning, read.value.shares], [true, []]);
  assert.deepEqual(machine.leaks(), []);
});

test('a Server service that does not answer is given up in time', () => {
  const read = ask('networkShares', [], scenario({ hang: { NetShareEnum: 1 } }));
  assert.equal(read.ok, false);
  assert.equal(read.reason, 'timed-out');
});
