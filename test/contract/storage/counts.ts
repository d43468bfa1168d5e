import fc from 'fast-check';
import { expect, test } from 'vitest';
import { standingOf } from '../../../src/policy/standing.ts';
import { findingOf, findings } from '../../../src/rules/verdict.ts';
import { summarize } from '../../../src/server/fleet/summary.ts';
import { readStoredPayload } from '../../../src/server/jws/stored-payload.ts';
import type { Storage } from '../../../src/server/storage/storage.ts';
import type { Findings } from '../../server/test-device.ts';
import { addDevice, assessmentReport, listAll, now, tokenOf } from './cases.ts';
import type { Holder } from './holder.ts';

export function counts({ storage, reopen }: Holder): void {
  test('the counts equal a recount of every device, after any reports', async () => {
    await storage().createToken(tokenOf('fleet', { uses: 100_000 }));
    const finding = fc.constantFrom(...findings);
    const scans = fc.dictionary(
      fc.constantFrom('sharing', 'antivirus', 'screen-lock', 'later-rule'),
      finding,
    );
    const scenario = fc.array(fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 6 }), scans), { maxLength: 40 });
    const devices = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        addDevice(storage(), 'fleet', { now: now - index * 3_600_000 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(scenario, async (steps) => {
        const batch = steps.map(([index, sequence, found]) => {
          const device = devices[index];
          if (device?.state !== 'enrolled') throw new Error('not enrolled');
          return assessmentReport(device.device, sequence, found as Findings, {
            receivedAt: now - index * 1000,
          });
        });
        await storage().storeReports(batch);
        await expectRecount(storage());
      }),
      { numRuns: 40 },
    );
    await reopen();
    await expectRecount(storage());
  });
}

/** Counts from scratch, out of what each device's evidence says. */
async function expectRecount(storage: Storage): Promise<void> {
  const silentBefore = now - 2 * 3_600_000;
  const listed = await listAll(storage, {});
  const recount = { compliant: 0, 'not-compliant': 0, unknown: 0 };
  const rules = new Map<string, number>();
  for (const { device } of listed) {
    const found = await storage.findDevice(device);
    const payload = found?.assessmentJws ? readStoredPayload(found.assessmentJws) : null;
    const verdicts = payload?.kind === 'assessment' ? payload.assessment.verdicts : [];
    recount[standingOf(verdicts)] += 1;
    for (const verdict of verdicts) {
      const counted = `${verdict.rule} ${findingOf(verdict)}`;
      rules.set(counted, (rules.get(counted) ?? 0) + 1);
    }
  }
  const kept = await storage.countFleet(silentBefore);
  expect(kept.standings).toEqual(recount);
  expect(new Map(kept.rules.map(({ rule, finding, devices }) => [`${rule} ${finding}`, devices]))).toEqual(
    rules,
  );
  expect(kept.silent).toBe(listed.filter(({ heardAt }) => heardAt < silentBefore).length);
  expect(summarize(kept, now).devices).toBe(listed.length);
}
