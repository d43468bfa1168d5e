import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readStoredPayload } from '../../../src/server/jws/stored-payload.ts';
import type { Storage, VerifiedReport } from '../../../src/server/storage/storage.ts';
import { allPass, digestOf, type Findings } from '../../server/test-device.ts';
import { addDevice, assessmentReport, day, heartbeatReport, query, tokenOf } from './cases.ts';
import type { Holder } from './holder.ts';

async function oneDevice(storage: Storage): Promise<string> {
  await storage.createToken(tokenOf('one-device', {}));
  const outcome = await addDevice(storage, 'one-device');
  if (outcome.state !== 'enrolled') throw new Error(outcome.reason);
  return outcome.device;
}

export function reports({ storage, reopen }: Holder): void {
  test('the same report again is acknowledged and stored once', async () => {
    const device = await oneDevice(storage());
    const report = assessmentReport(device, 1, allPass);
    expect(await storage().storeReports([report, report])).toEqual([
      { state: 'stored', wantsAssessment: false, assignment: null },
      { state: 'repeated', wantsAssessment: false, assignment: null },
    ]);
    await reopen();
    expect(await storage().storeReports([report])).toMatchObject([{ state: 'repeated' }]);
    expect(await storage().readReports(device)).toHaveLength(1);
    expect((await storage().findDevice(device))?.changes).toHaveLength(4);
  });

  test('other bytes under the same number are refused, flagged, and change nothing', async () => {
    const device = await oneDevice(storage());
    const report = assessmentReport(device, 1, allPass);
    const other = assessmentReport(device, 1, { ...allPass, sharing: 'fail' });
    const [, outcome] = await storage().storeReports([report, other]);
    expect(outcome).toMatchObject({ state: 'refused', reason: 'sequence-conflict' });
    expect(await storage().readReports(device)).toMatchObject([{ jws: report.jws, conflicts: 1 }]);
    expect(await storage().readConflicts(device)).toMatchObject([
      { jws: other.jws, receivedAt: other.receivedAt },
    ]);
    expect((await storage().findDevice(device))?.failing).toEqual([]);
  });

  test('a heartbeat whose digest is not the one held asks for the assessment, also when it is repeated', async () => {
    const device = await oneDevice(storage());
    const first = heartbeatReport(device, 1, digestOf(allPass));
    expect(await storage().storeReports([first, first])).toEqual([
      { state: 'stored', wantsAssessment: true, assignment: null },
      { state: 'repeated', wantsAssessment: true, assignment: null },
    ]);
    const outcomes = await storage().storeReports([
      assessmentReport(device, 2, allPass),
      heartbeatReport(device, 3, digestOf(allPass)),
      heartbeatReport(device, 4, digestOf('other')),
    ]);
    expect(outcomes.map((one) => one.state === 'stored' && one.wantsAssessment)).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('a missing report is noted as a gap until it comes, another past as a fork', async () => {
    const device = await oneDevice(storage());
    const one = heartbeatReport(device, 1, digestOf(1));
    const two = heartbeatReport(device, 2, digestOf(1), { previous: one.hash });
    const three = heartbeatReport(device, 3, digestOf(1), { previous: two.hash });
    const four = heartbeatReport(device, 4, digestOf(1), { previous: digestOf('another past') });
    await storage().storeReports([one, three, four]);
    const links = async () => (await storage().readReports(device)).map(({ link }) => link);
    expect(await links()).toEqual(['linked', 'gap', 'fork']);
    await storage().storeReports([two]);
    expect(await links()).toEqual(['linked', 'linked', 'linked', 'fork']);
  });

  test('the history is the same in whatever order the reports arrive', async () => {
    const finding = fc.constantFrom('pass', 'fail', 'advised', 'unknown', 'not-applicable' as const);
    const rules = fc.dictionary(fc.constantFrom('sharing', 'antivirus', 'screen-lock'), finding);
    const scan = fc.oneof(rules, fc.constant(null));
    let round = 0;
    const arrival = fc.array(scan, { minLength: 1, maxLength: 8 }).chain((scans) =>
      fc.tuple(
        fc.constant(scans),
        fc.shuffledSubarray(
          scans.map((_, index) => index),
          { minLength: scans.length },
        ),
      ),
    );
    await storage().createToken(tokenOf('orders', { uses: 1000 }));
    const arrive = async (scans: readonly (Findings | null)[], order: readonly number[]) => {
      round += 1;
      const outcome = await addDevice(storage(), 'orders', { thumbprint: `key-${round}` });
      if (outcome.state !== 'enrolled') throw new Error(outcome.reason);
      const made = scans.map((one, index) =>
        one === null
          ? heartbeatReport(outcome.device, index + 1, digestOf('x'), { at: day(index) })
          : assessmentReport(outcome.device, index + 1, one, { at: day(index) }),
      );
      for (const index of order) await storage().storeReports([made[index] as VerifiedReport]);
      const found = await storage().findDevice(outcome.device);
      if (found === null) throw new Error('gone');
      const { changes, since, failing, advised, unknown, standing, sequence, assessmentJws } = found;
      const assessed = assessmentJws === null ? null : readStoredPayload(assessmentJws).sequence;
      return { changes, since, failing, advised, unknown, standing, sequence, assessed };
    };
    await fc.assert(
      fc.asyncProperty(arrival, async ([scans, order]) => {
        const inOrder = await arrive(
          scans as (Findings | null)[],
          scans.map((_, index) => index),
        );
        expect(await arrive(scans as (Findings | null)[], order)).toEqual(inOrder);
      }),
      { numRuns: 60 },
    );
  });

  test('a rule that the policy no longer asks for is said to be removed, and comes back as new', async () => {
    const device = await oneDevice(storage());
    await storage().storeReports([
      assessmentReport(device, 1, { sharing: 'fail', antivirus: 'pass' }),
      assessmentReport(device, 2, { antivirus: 'pass' }),
      assessmentReport(device, 3, { sharing: 'pass', antivirus: 'pass' }),
    ]);
    const changes = (await storage().findDevice(device))?.changes ?? [];
    const ofSharing = changes.filter(({ rule }) => rule === 'sharing').map(({ from, to }) => [from, to]);
    expect(ofSharing).toEqual([
      [null, 'pass'],
      ['fail', 'removed'],
      [null, 'fail'],
    ]);
  });

  test('a failure that decides no longer is told apart, and has lasted as long as before', async () => {
    const device = await oneDevice(storage());
    await storage().storeReports([
      assessmentReport(device, 1, { sharing: 'fail' }, { at: day(1) }),
      assessmentReport(device, 2, { sharing: 'advised' }, { at: day(2) }),
    ]);
    expect(await storage().findDevice(device)).toMatchObject({
      failing: [],
      advised: ['sharing'],
      since: { sharing: day(1) },
      changes: [
        { from: 'fail', to: 'advised' },
        { from: null, to: 'fail' },
      ],
    });
  });

  test('an unchanged verdict leaves no row in the history', async () => {
    const device = await oneDevice(storage());
    await storage().storeReports([1, 2, 3].map((sequence) => assessmentReport(device, sequence, allPass)));
    expect((await storage().findDevice(device))?.changes).toHaveLength(4);
  });

  test('a renamed computer is listed, sorted and found by its new name', async () => {
    const device = await oneDevice(storage());
    await storage().storeReports([
      assessmentReport(device, 1, allPass, { hostname: 'old' }),
      assessmentReport(device, 2, allPass, { hostname: 'NEW-name' }),
    ]);
    expect((await storage().findDevice(device))?.hostname).toBe('NEW-name');
    expect((await storage().listDevices(query({ search: 'new-N' }))).matches).toBe(1);
    expect((await storage().listDevices(query({ search: 'old' }))).matches).toBe(0);
  });

  test('reports of a device that is not enrolled are refused', async () => {
    expect(await storage().storeReports([assessmentReport('nobody', 1, allPass)])).toEqual([
      { state: 'refused', reason: 'unknown-device' },
    ]);
  });
}
