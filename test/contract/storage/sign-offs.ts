import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Storage } from '../../../src/server/storage/storage.ts';
import { addDevice, assessmentReport, listAll, now, query, tokenOf } from './cases.ts';
import type { Holder } from './holder.ts';

const about = { person: '李娜', reason: '离职', by: '王伟', now };

async function deviceOf(storage: Storage, hostname: string): Promise<string> {
  const added = await addDevice(storage, 'fleet', { hostname });
  if (added.state !== 'enrolled') throw new Error('not enrolled');
  return added.device;
}

function knowing(device: string, sequence: number, signOff: string | undefined) {
  const report = assessmentReport(device, sequence, { sharing: 'fail' });
  return { ...report, payload: { ...report.payload, signOff } };
}

export function signOffs({ storage, reopen }: Holder): void {
  test('a sign-off is told with each acknowledgement; a report that knows of it is its last scan', async () => {
    await storage().createToken(tokenOf('fleet', { uses: 9 }));
    const device = await deviceOf(storage(), 'pc-01');
    const id = randomUUID();
    expect(await storage().startSignOff({ id, device, ...about })).toEqual({ state: 'started' });
    const [told] = await storage().storeReports([knowing(device, 1, undefined)]);
    expect(told).toMatchObject({ state: 'stored', signOff: { id, person: '李娜', lastScan: null } });
    await storage().storeReports([knowing(device, 2, randomUUID()), knowing(device, 3, id)]);
    await reopen();
    expect(await storage().listSignOffs(device)).toMatchObject([
      { id, state: 'pending', lastScan: { sequence: 3, receivedAt: now }, verdicts: { sharing: 'fail' } },
    ]);
  });

  test('confirmed: it counts nowhere, is listed by itself, and nothing more is taken from it', async () => {
    await storage().createToken(tokenOf('fleet', { uses: 9 }));
    const [gone, stays] = [await deviceOf(storage(), 'pc-01'), await deviceOf(storage(), 'pc-02')];
    await storage().storeReports([knowing(gone, 1, undefined), knowing(stays, 1, undefined)]);
    const id = randomUUID();
    await storage().startSignOff({ id, device: gone, ...about });
    expect(await storage().endSignOff({ id, state: 'confirmed', by: '王伟', now })).toMatchObject({
      state: 'ended',
    });
    const counts = await storage().countFleet(now + 1);
    expect(counts).toEqual({
      standings: { compliant: 0, 'not-compliant': 1, unknown: 0 },
      silent: 1,
      keyShared: 0,
      rules: [{ rule: 'sharing', finding: 'fail', devices: 1 }],
    });
    for (const filter of ['all', 'not-compliant', 'silent'] as const)
      expect((await listAll(storage(), { filter, silentBefore: now + 1 })).map((one) => one.device)).toEqual([
        stays,
      ]);
    for (const sort of ['hostname', 'standing', 'lastSeen'] as const)
      expect(await storage().listDevices(query({ filter: 'signed-off', sort }))).toMatchObject({
        matches: 1,
        devices: [{ device: gone, signedOffAt: now, failing: ['sharing'] }],
      });
    expect(await storage().storeReports([knowing(gone, 2, id)])).toEqual([
      { state: 'refused', reason: 'signed-off' },
    ]);
    // Confirmed without a last scan: how it stood then.
    expect(await storage().findSignedOff(gone)).toMatchObject({
      lastScan: null,
      verdicts: { sharing: 'fail' },
    });
    expect(await storage().findSignedOff(stays)).toBeNull();
    expect(await storage().startSignOff({ id: randomUUID(), device: gone, ...about })).toEqual({
      state: 'refused',
      reason: 'signed-off',
    });
  });

  test('called off: everything is as before, and it can begin anew; what is over stays over', async () => {
    await storage().createToken(tokenOf('fleet', { uses: 9 }));
    const device = await deviceOf(storage(), 'pc-01');
    const [first, second] = [randomUUID(), randomUUID()];
    await storage().startSignOff({ id: first, device, ...about });
    expect(await storage().startSignOff({ id: second, device, ...about })).toMatchObject({
      reason: 'sign-off-pending',
    });
    await storage().endSignOff({ id: first, state: 'cancelled', by: '王伟', now });
    expect(await storage().endSignOff({ id: first, state: 'confirmed', by: '王伟', now })).toMatchObject({
      reason: 'changed-meanwhile',
    });
    expect(await storage().endSignOff({ id: second, state: 'confirmed', by: '', now })).toMatchObject({
      reason: 'not-found',
    });
    const [told] = await storage().storeReports([knowing(device, 1, first)]);
    expect(told).toEqual({ state: 'stored', wantsAssessment: false, assignment: null });
    expect(await storage().startSignOff({ id: second, device, ...about })).toEqual({ state: 'started' });
    expect((await storage().listSignOffs(null)).map(({ id }) => id)).toEqual([second, first]);
  });

  test('the key of a device that is signed off joins no more, whatever the token', async () => {
    await storage().createToken(tokenOf('fleet', { uses: 9 }));
    await storage().createToken(tokenOf('new', { uses: 9 }));
    const thumbprint = randomUUID();
    const added = await addDevice(storage(), 'fleet', { thumbprint });
    if (added.state !== 'enrolled') throw new Error('not enrolled');
    const id = randomUUID();
    await storage().startSignOff({ id, device: added.device, ...about });
    await storage().endSignOff({ id, state: 'confirmed', by: '', now });
    expect(await addDevice(storage(), 'new', { thumbprint })).toEqual({
      state: 'refused',
      reason: 'signed-off',
    });
    expect(await addDevice(storage(), 'new')).toMatchObject({ state: 'enrolled' });
  });

  test('all devices that somebody answers for are found, whatever the case of the letters', async () => {
    await storage().createToken(tokenOf('fleet', { uses: 9 }));
    const devices = [
      await deviceOf(storage(), 'pc-01'),
      await deviceOf(storage(), 'pc-02'),
      await deviceOf(storage(), 'pc-03'),
    ];
    for (const [index, owner] of ['Li Na', 'li na', 'Wang'].entries()) {
      const change = { version: 0, owner, department: '', profile: 'standard' as const, users: null };
      await storage().assign({ device: devices[index] ?? '', change, by: '', now });
    }
    expect(await storage().devicesOfOwner('LI NA')).toEqual(devices.slice(0, 2));
    expect(await storage().devicesOfOwner('')).toEqual([]);
    const { devices: listed } = await storage().listDevices(query({ owner: 'LI NA', sort: 'hostname' }));
    expect(listed.map(({ device }) => device)).toEqual(devices.slice(0, 2));
  });
}
