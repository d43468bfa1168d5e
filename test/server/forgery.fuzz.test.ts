import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { reportType } from '../../src/protocol/report.ts';
import { Random } from '../chaos/random.ts';
import { ofWhole } from '../effort.ts';
import { contents, enrolledDevice, openApp } from './open-app.ts';
import { allPass, assessmentOf, TestDevice } from './test-device.ts';

const tried = ofWhole(10_000, 300);

test(
  `${tried} forged, swapped, truncated, replayed and algorithm-confused reports: none accepted, nothing stored`,
  async () => {
    const random = new Random();
    let now = Date.parse('2026-11-24T08:00:00.000Z');
    const endpoint = await openApp({ clock: () => now });
    const [device, other] = [await enrolledDevice(endpoint, 'a'), await enrolledDevice(endpoint, 'b')];
    const stranger = await TestDevice.create();
    const genuine: string[] = [];
    for (let count = 0; count < 4; count += 1) genuine.push(await device.assessment(allPass));
    const theirs = await other.assessment(allPass);
    for (const jws of [...genuine.slice(0, 3), theirs])
      expect((await endpoint.send('reports', jws)).statusCode).toBe(200);
    // The fourth was never sent: whatever is accepted of it would be new.
    const [, , , unsent = ''] = genuine;
    const before = await contents(endpoint, [device.device, other.device]);
    const next = device.next({ kind: 'assessment', assessment: assessmentOf(allPass) });
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const letter = () => random.pick(['A', 'z', '0', '_', '-', '.', '=', ' ', '\u0000', '工']);
    const deeds: readonly (() => Promise<string> | string)[] = [
      () => unsent.slice(0, random.between(0, unsent.length - 1)),
      () => {
        const at = random.between(0, unsent.length - 1);
        const changed = `${unsent.slice(0, at)}${letter()}${unsent.slice(at + 1)}`;
        return changed === unsent ? '' : changed;
      },
      () => {
        const [one, two] = [
          random.pick([unsent, theirs]),
          random.pick(genuine.slice(0, 3) as [string, ...string[]]),
        ];
        const parts = [0, 1, 2].map((index) => random.pick([one, two]).split('.')[index]);
        const mixed = parts.join('.');
        return mixed === unsent || genuine.includes(mixed) || mixed === theirs ? '' : mixed;
      },
      () =>
        stranger.sign({ ...next, sequence: random.between(5, 99) }, { typ: reportType, kid: device.device }),
      () => other.sign({ ...next, sequence: random.between(5, 99) }, { typ: reportType, kid: device.device }),
      () => {
        const alg = random.pick(['none', 'HS256', 'ES384', 'RS256', 'ES256K', 'EdDSA', 'es256', '']);
        const signed = `${part({ alg, typ: reportType, kid: device.device })}.${unsent.split('.')[1]}`;
        const mac = createHmac('sha256', JSON.stringify(device.publicJwk)).update(signed).digest('base64url');
        return `${signed}.${random.pick([mac, mac.padEnd(86, 'A'), unsent.split('.')[2] ?? '', '', 'A'.repeat(86)])}`;
      },
      // Another report under a number that is taken, by the device itself.
      () =>
        device.sign(
          { ...next, sequence: random.between(1, 3), at: new Date(now).toISOString() },
          { typ: reportType, kid: device.device },
        ),
    ];
    let accepted = 0;
    for (let count = 0; count < tried; count += 1) {
      now += 1;
      const deed = deeds[count % deeds.length];
      const reply = await endpoint.app.inject({
        method: 'POST',
        url: '/api/v1/reports',
        // From many addresses: the rate limit would else answer in its place.
        headers: { 'content-type': 'application/jose' },
        remoteAddress: `10.0.${count % 250}.${Math.floor(count / 250) % 250}`,
        payload: (await deed?.()) ?? '',
      });
      expect(reply.statusCode).not.toBe(429);
      if (reply.statusCode < 400) accepted += 1;
      expect(reply.statusCode, `seed ${random.seed}, case ${count}: ${reply.body}`).toBeLessThan(500);
    }
    for (const jws of genuine.slice(0, 3))
      expect((await endpoint.send('reports', jws)).statusCode).toBeLessThan(500);
    const after = await contents(endpoint, [device.device, other.device]);
    const jwsOf = ({ reports }: typeof before) => reports.map((list) => list.map(({ jws }) => jws));
    expect([accepted, jwsOf(after)]).toEqual([0, jwsOf(before)]);
  },
  60_000 + tried * 20,
);
