import { expect, test } from 'vitest';
import { reportedConfiguration } from '../../../src/server/fleet/reported-configuration.ts';
import type { Storage } from '../../../src/server/storage/storage.ts';
import { digestOf } from '../../server/test-device.ts';
import { addDevice, assessmentReport, heartbeatReport, now, query, tokenOf } from './cases.ts';
import type { Holder } from './holder.ts';

const given = {
  version: 0,
  owner: '李娜',
  department: '法务部',
  profile: 'confidential' as const,
  users: ['li.na', 'wang.wei'],
};

async function oneDevice(storage: Storage): Promise<string> {
  await storage.createToken(tokenOf('first', { department: '研发部' }));
  const outcome = await addDevice(storage, 'first', { thumbprint: 'key-a' });
  if (outcome.state !== 'enrolled') throw new Error(outcome.reason);
  return outcome.device;
}

export function assignments({ storage, reopen }: Holder): void {
  const assign = (device: string, change: typeof given) =>
    storage().assign({ device, change, by: '王伟', now });
  const answersTo = async (device: string, held: readonly (number | undefined)[]) => {
    const reports = held.map((assignment, index) =>
      heartbeatReport(device, index + 1, digestOf('x'), { assignment }),
    );
    const outcomes = await storage().storeReports(reports);
    return outcomes.map((one) => (one.state === 'refused' ? one.reason : (one.assignment?.version ?? null)));
  };

  test('a device begins with what its token gave it, and what IT gives it is kept', async () => {
    const device = await oneDevice(storage());
    expect((await storage().findDevice(device))?.assignment).toEqual({
      version: 0,
      owner: '',
      department: '研发部',
      profile: 'standard',
      users: null,
      usersSince: null,
      acceptedConfiguration: null,
    });
    const assignment = {
      ...given,
      version: 1,
      usersSince: new Date(now).toISOString(),
      acceptedConfiguration: null,
    };
    expect(await assign(device, given)).toEqual({ state: 'assigned', assignment });
    await reopen();
    expect(await storage().findDevice(device)).toMatchObject({
      profile: 'confidential',
      department: '法务部',
      assignment,
    });
    expect((await storage().listDevices(query({ search: '李娜' }))).matches).toBe(1);
    expect((await storage().listDevices(query({ search: '研发部' }))).matches).toBe(0);
  });

  test('of two changes to the same version the second is refused, and so is one for nobody', async () => {
    const device = await oneDevice(storage());
    await assign(device, given);
    expect(await assign(device, { ...given, owner: '赵强' })).toEqual({
      state: 'refused',
      reason: 'changed-meanwhile',
    });
    expect(await assign('nobody', given)).toEqual({ state: 'refused', reason: 'not-found' });
    expect((await storage().findDevice(device))?.assignment.owner).toBe('李娜');
  });

  test('a report that says another version than the last is answered with the last', async () => {
    const device = await oneDevice(storage());
    await assign(device, given);
    // The last one: an agent of an earlier version, which does not say what it holds.
    expect(await answersTo(device, [0, 1, 7, undefined])).toEqual([1, null, 1, null]);
    expect((await storage().findDevice(device))?.heldAssignment).toBeNull();
  });

  test('enrolling anew with another token is a new version; owner and users stay', async () => {
    const device = await oneDevice(storage());
    await assign(device, given);
    await storage().storeReports([heartbeatReport(device, 1, digestOf('x'))]);
    await storage().createToken(tokenOf('second', { department: '财务部' }));
    await addDevice(storage(), 'second', { thumbprint: 'key-a' });
    expect((await storage().findDevice(device))?.assignment).toEqual({
      ...given,
      version: 2,
      department: '财务部',
      profile: 'standard',
      usersSince: new Date(now).toISOString(),
      acceptedConfiguration: null,
    });
  });

  test('since when these accounts may sign in changes with the accounts, and with nothing else', async () => {
    const device = await oneDevice(storage());
    const since = async (users: string[] | null, owner: string, at: number) => {
      const version = (await storage().findDevice(device))?.assignment.version ?? 0;
      const change = { ...given, version, users, owner };
      await storage().assign({ device, change, by: '王伟', now: at });
      return (await storage().findDevice(device))?.assignment.usersSince;
    };
    const [first, later] = [now, now + 1000].map((at) => new Date(at).toISOString());
    expect(await since(['li.na'], '李娜', now)).toBe(first);
    expect(await since(['li.na'], '赵强', now + 500)).toBe(first);
    expect(await since(['li.na', 'zhao'], '赵强', now + 1000)).toBe(later);
  });

  test('IT accepts the configuration that the device reported last, and no other; who did, and when, is kept', async () => {
    const device = await oneDevice(storage());
    const accept = (digest: string) =>
      storage().acceptConfiguration({ device, digest, by: '王伟', now: now + 5 });
    expect(await accept('any')).toEqual({ state: 'refused', reason: 'changed-meanwhile' });
    const value = { processor: 'x', memory: null };
    const configuration = { state: 'known' as const, value, source: 'sysfs' };
    const report = assessmentReport(device, 1, { configuration: 'unknown' }, { facts: { configuration } });
    await storage().storeReports([report]);
    const shown =
      reportedConfiguration((await storage().findDevice(device))?.assessmentJws ?? null)?.digest ?? '';
    expect(await accept(`${shown}x`)).toEqual({ state: 'refused', reason: 'changed-meanwhile' });
    expect(await accept(shown)).toMatchObject({
      state: 'assigned',
      assignment: { version: 1, acceptedConfiguration: value },
    });
    await reopen();
    expect(await storage().findDevice(device)).toMatchObject({
      acceptance: { digest: shown, by: '王伟', at: now + 5 },
      assignment: { version: 1, acceptedConfiguration: value },
    });
    await assign(device, { ...given, version: 1 });
    expect((await storage().findDevice(device))?.assignment.acceptedConfiguration).toEqual(value);
  });
}
