import { expect, test } from 'vitest';
import type { Storage, VerifiedReport } from '../../../src/server/storage/storage.ts';
import { allPass, digestOf } from '../../server/test-device.ts';
import { addDevice, assessmentReport, heartbeatReport, listAll, now, query, tokenOf } from './cases.ts';
import type { Holder } from './holder.ts';

const minute = 60_000;

async function enrolled(storage: Storage, token: string, over: Parameters<typeof addDevice>[2] = {}) {
  await storage.createToken(tokenOf(token, { uses: 9 }));
  const added = await addDevice(storage, token, { thumbprint: 'the-key', ...over });
  if (added.state !== 'enrolled') throw new Error(added.reason);
  return added.device;
}

async function openOf(storage: Storage, device: string) {
  return (await storage.findDevice(device))?.secondHistories.find(({ endedAt }) => endedAt === null);
}

async function one(storage: Storage, report: VerifiedReport) {
  const [outcome] = await storage.storeReports([report]);
  return outcome;
}

export function secondHistories({ storage, reopen }: Holder): void {
  test('a number that is taken: the device is listed by itself and counted, and both computers hear of it', async () => {
    const device = await enrolled(storage(), 'a');
    await one(storage(), heartbeatReport(device, 1, digestOf('x')));
    expect(await storage().listDevices(query({ filter: 'key-shared' }))).toMatchObject({ matches: 0 });
    const clone = assessmentReport(device, 1, allPass, { hostname: 'clone', receivedAt: now + 1 });
    const told = { sign: 'number-taken', begunAt: now + 1, computer: { hostname: 'clone', serial: '0001' } };
    expect(await one(storage(), clone)).toMatchObject({ reason: 'sequence-conflict', secondHistory: told });
    await reopen();
    const [listed] = await listAll(storage(), { filter: 'key-shared' });
    expect(listed).toMatchObject({ device, isKeyShared: true });
    expect((await storage().countFleet(0)).keyShared).toBe(1);
    const next = heartbeatReport(device, 2, digestOf('x'), { receivedAt: now + 2 });
    expect(await one(storage(), next)).toMatchObject({ state: 'stored', secondHistory: told });
  });

  test('a number below the newest over the network is a sign, and is told where the newest is; in a file it is none', async () => {
    const device = await enrolled(storage(), 'a');
    await storage().storeReports([heartbeatReport(device, 1, 'd'), heartbeatReport(device, 9, 'd')]);
    const byFile = { ...heartbeatReport(device, 2, 'd'), isByFile: true };
    expect(await one(storage(), byFile)).toEqual({
      state: 'stored',
      wantsAssessment: false,
      assignment: null,
    });
    expect(await one(storage(), heartbeatReport(device, 3, 'd'))).toMatchObject({
      state: 'stored',
      newest: 9,
      secondHistory: { sign: 'number-behind', computer: null },
    });
  });

  test('an enrolment that goes on after a newer one is a sign, once nothing can be on its way any more', async () => {
    const device = await enrolled(storage(), 'a');
    const first = heartbeatReport(device, 1, 'd');
    await one(storage(), first);
    await enrolled(storage(), 'b');
    const late = (minutes: number, sequence: number) =>
      heartbeatReport(device, sequence, 'd', { receivedAt: now + minutes * minute });
    expect(await one(storage(), late(5, 2))).toMatchObject({ reason: 'stale-epoch' });
    const inFile = { ...late(60, 2), isByFile: true };
    expect(await one(storage(), inFile)).toMatchObject({ reason: 'stale-epoch' });
    // The same report once more is no other history.
    expect(await one(storage(), { ...first, receivedAt: now + 60 * minute })).toMatchObject({
      state: 'repeated',
    });
    expect(await openOf(storage(), device)).toBeUndefined();
    expect(await one(storage(), late(60, 2))).toMatchObject({
      reason: 'stale-epoch',
      secondHistory: { sign: 'old-enrolment' },
    });
    const onward = heartbeatReport(device, 1, 'd', { epoch: 2, receivedAt: now + 61 * minute });
    expect(await one(storage(), onward)).toMatchObject({
      state: 'stored',
      secondHistory: { sign: 'old-enrolment' },
    });
  });

  test('the same key from a computer with another serial number is a sign at once; one that tells none says nothing', async () => {
    const device = await enrolled(storage(), 'a', { serial: 'S1' });
    await enrolled(storage(), 'b', { serial: '' });
    await enrolled(storage(), 'c', { serial: 'S1' });
    expect(await openOf(storage(), device)).toBeUndefined();
    await enrolled(storage(), 'd', { serial: 'S2', hostname: 'clone' });
    expect(await openOf(storage(), device)).toMatchObject({
      sign: 'other-computer',
      computer: { hostname: 'clone', serial: 'S2' },
    });
  });

  test('settled: it is told no more and stays on record; what came before it opens nothing, what comes after does', async () => {
    const device = await enrolled(storage(), 'a');
    const beat = (sequence: number, minutes: number, digest = 'd') =>
      heartbeatReport(device, sequence, digest, { receivedAt: now + minutes * minute });
    await storage().storeReports([beat(1, 0), beat(9, 0), beat(1, 1, 'other')]);
    const { number = 0 } = (await openOf(storage(), device)) ?? {};
    const end = { number, by: '王伟', now: now + 2 * minute };
    expect(await storage().endSecondHistory(end)).toEqual({ state: 'ended', device });
    expect(await storage().endSecondHistory(end)).toEqual({ state: 'refused', reason: 'changed-meanwhile' });
    expect(await storage().endSecondHistory({ ...end, number: 99 })).toEqual({
      state: 'refused',
      reason: 'not-found',
    });
    // The one that remains was behind, and catches up.
    expect(await one(storage(), beat(2, 3))).toEqual({
      state: 'stored',
      wantsAssessment: false,
      assignment: null,
      newest: 9,
    });
    expect((await storage().countFleet(0)).keyShared).toBe(0);
    await one(storage(), beat(10, 4));
    expect(await one(storage(), beat(3, 5))).toMatchObject({ secondHistory: { sign: 'number-behind' } });
    expect((await storage().findDevice(device))?.secondHistories).toMatchObject([
      { sign: 'number-behind', endedAt: null },
      { sign: 'number-taken', endedAt: now + 2 * minute, endedBy: '王伟' },
    ]);
  });
}
