import { expect, test } from 'vitest';
import { allPass } from '../../server/test-device.ts';
import { addDevice, assessmentReport, now, tokenOf } from './cases.ts';
import type { Holder } from './holder.ts';

export function enrolment({ storage, reopen }: Holder): void {
  test('a token lets in as many devices as it has uses, and says why it lets in no more', async () => {
    await storage().createToken(tokenOf('two', { uses: 2 }));
    const first = await addDevice(storage(), 'two');
    const second = await addDevice(storage(), 'two');
    expect(first.state === 'enrolled' && second.state === 'enrolled' && first.device !== second.device).toBe(
      true,
    );
    expect(await addDevice(storage(), 'two')).toEqual({ state: 'refused', reason: 'token-used-up' });
    expect(await addDevice(storage(), 'nobody')).toEqual({ state: 'refused', reason: 'token-unknown' });
    expect(await storage().listTokens(now)).toEqual([]);
  });

  test('an expired or revoked token lets nobody in', async () => {
    await storage().createToken(tokenOf('old', { expiresAt: now }));
    await storage().createToken(tokenOf('revoked', {}));
    expect(await storage().revokeToken('revoked')).toBe(true);
    expect(await storage().revokeToken('never-made')).toBe(false);
    expect(await addDevice(storage(), 'old')).toEqual({ state: 'refused', reason: 'token-expired' });
    expect(await addDevice(storage(), 'revoked')).toEqual({ state: 'refused', reason: 'token-revoked' });
    expect((await storage().countFleet(0)).standings).toEqual({
      compliant: 0,
      'not-compliant': 0,
      unknown: 0,
    });
  });

  test('a lost reply can be asked for again without taking another use', async () => {
    await storage().createToken(tokenOf('one', { uses: 1 }));
    const first = await addDevice(storage(), 'one', { thumbprint: 'key-a' });
    await reopen();
    expect(await addDevice(storage(), 'one', { thumbprint: 'key-a' })).toEqual(first);
    expect(await addDevice(storage(), 'one', { thumbprint: 'key-b' })).toMatchObject({
      reason: 'token-used-up',
    });
  });

  test('a device that has reported enrols anew only with a new token, and stays itself in a new epoch', async () => {
    await storage().createToken(tokenOf('first', { uses: 5 }));
    await storage().createToken(
      tokenOf('second', { uses: 5, profile: 'confidential', department: '法务部' }),
    );
    const first = await addDevice(storage(), 'first', { thumbprint: 'key-a' });
    if (first.state !== 'enrolled') throw new Error('not enrolled');
    await storage().storeReports([assessmentReport(first.device, 1, allPass)]);
    const again = await addDevice(storage(), 'first', { thumbprint: 'key-a' });
    expect(again).toEqual({ state: 'refused', reason: 'already-enrolled' });
    const anew = await addDevice(storage(), 'second', { thumbprint: 'key-a' });
    expect(anew).toEqual({
      state: 'enrolled',
      device: first.device,
      epoch: 2,
      profile: 'confidential',
      department: '法务部',
    });
    const [stale] = await storage().storeReports([assessmentReport(first.device, 2, allPass)]);
    expect(stale).toEqual({ state: 'refused', reason: 'stale-epoch' });
    const [future] = await storage().storeReports([assessmentReport(first.device, 1, allPass, { epoch: 3 })]);
    expect(future).toEqual({ state: 'refused', reason: 'unknown-epoch' });
  });

  test('another key never becomes an existing device', async () => {
    await storage().createToken(tokenOf('many', { uses: 9 }));
    const first = await addDevice(storage(), 'many', { thumbprint: 'key-a', hostname: 'same-name' });
    const second = await addDevice(storage(), 'many', { thumbprint: 'key-b', hostname: 'same-name' });
    expect(first.state === 'enrolled' && second.state === 'enrolled' && first.device).not.toBe(
      second.state === 'enrolled' && second.device,
    );
  });
}
