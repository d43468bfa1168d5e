import { expect, test } from 'vitest';
import type { DeviceListQuery, VerifiedReport } from '../../../src/server/storage/storage.ts';
import { allPass } from '../../server/test-device.ts';
import { addDevice, assessmentReport, listAll, now, query, tokenOf } from './cases.ts';
import type { Holder } from './holder.ts';

export function paging({ storage }: Holder): void {
  test('a thousand devices in pages are a thousand devices, in order, whatever is asked', async () => {
    await storage().createToken(tokenOf('first', { uses: 1000, department: '研发部' }));
    await storage().createToken(tokenOf('second', { uses: 1000, department: 'Sales' }));
    const batch: VerifiedReport[] = [];
    for (let index = 0; index < 1000; index += 1) {
      // Names that repeat, differ by case, and are not Latin: ties and order both matter.
      const hostname = `${['pc', 'PC', '工位', 'ａｂ'][index % 4]}-${(index * 7919) % 500}`;
      const token = index % 3 === 0 ? 'first' : 'second';
      const outcome = await addDevice(storage(), token, { hostname, thumbprint: `k${index}`, now });
      if (outcome.state !== 'enrolled') throw new Error(outcome.reason);
      const sharing = (['pass', 'fail', 'unknown', 'fail', 'advised'] as const)[index % 5] ?? 'pass';
      const receivedAt = now - (index % 50) * 600_000;
      batch.push(assessmentReport(outcome.device, 1, { ...allPass, sharing }, { receivedAt, hostname }));
    }
    await storage().storeReports(batch);
    const everyone = await listAll(storage(), { limit: 200 });
    expect(new Set(everyone.map(({ device }) => device)).size).toBe(1000);
    for (const sort of ['hostname', 'lastSeen', 'standing'] as const)
      for (const [filter, search, rule, finding] of asked) {
        const wanted = {
          sort,
          filter,
          search,
          limit: 37,
          ...(rule && { rule }),
          ...(finding && { finding }),
        } as const;
        const down = await listAll(storage(), { ...wanted, direction: 'asc' });
        const up = await listAll(storage(), { ...wanted, direction: 'desc' });
        expect(down.map(({ device }) => device)).toEqual(up.map(({ device }) => device).reverse());
        const expected = everyone.filter((one) => matches(one, wanted));
        expect(new Set(down.map(({ device }) => device))).toEqual(
          new Set(expected.map(({ device }) => device)),
        );
        expect(down.map((one) => sortKey(one, sort))).toEqual(
          expected.map((one) => sortKey(one, sort)).sort(compareKeys),
        );
        const [page] = [await storage().listDevices(query(wanted))];
        expect(page.matches).toBe(expected.length);
      }
  });

  test('what is searched for stands for itself', async () => {
    await storage().createToken(tokenOf('odd', { uses: 10, department: "R&D 100%_\\'" }));
    await addDevice(storage(), 'odd', { thumbprint: 'a' });
    for (const [search, found] of [
      ['100%_', 1],
      ['1%0', 0],
      ['r_d', 0],
      ["\\'", 1],
      ['debian r&d', 1],
      ['"', 0],
    ] as const)
      expect((await storage().listDevices(query({ search }))).matches, search).toBe(found);
  });
}

type Listed = Awaited<ReturnType<typeof listAll>>[number];
const asked = [
  ['all', '', undefined],
  ['compliant', '', undefined],
  ['not-compliant', 'pc', undefined],
  ['unknown', '研发', undefined],
  ['silent', '', undefined],
  ['all', 'PC sales', 'sharing'],
  ['silent', 'ab-1', 'sharing'],
  ['all', '', 'sharing', 'advised'],
  ['compliant', 'sales', 'sharing', 'advised'],
  ['all', 'nothing like it', undefined],
] as const;
const ranks = ['not-compliant', 'unknown', 'compliant'];

function matches(one: Listed, { filter, search, rule, finding }: Partial<DeviceListQuery>): boolean {
  const text = `${one.hostname} ${one.department} ${one.osName}`.normalize('NFKC').toLowerCase();
  const words = (search ?? '').toLowerCase().split(' ').filter(Boolean);
  const fits =
    filter === 'all' || (filter === 'silent' ? one.heardAt < now - 2 * 3_600_000 : one.standing === filter);
  const found = finding === 'advised' ? one.advised : one.failing;
  return fits && words.every((word) => text.includes(word)) && (rule === undefined || found.includes(rule));
}

function sortKey(one: Listed, sort: DeviceListQuery['sort']): string {
  const host = Buffer.from(one.hostname.normalize('NFKC').toLowerCase()).toString('hex');
  if (sort === 'lastSeen') return String(one.heardAt).padStart(16, '0');
  return sort === 'hostname' ? host : `${ranks.indexOf(one.standing)} ${host}`;
}

function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
