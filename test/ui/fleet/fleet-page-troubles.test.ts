import type { Page, Route } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { known } from '../../../src/facts/fact.ts';
import { facts } from '../../../src/facts/registry.ts';
import { type DeviceDetail, deviceDetail } from '../../../src/protocol/fleet.ts';
import { TestDevice, type TestEndpoint } from './fake-fleet.ts';
import { describeInBrowser, type OpenedFleet, openFleet } from './in-browser.ts';
import { askForString } from './it-person.ts';

const slow = { 'screen-lock': known({ ...facts['screen-lock'].example, wait: 900 }, 'dconf') };

describeInBrowser("IT's page when things are not as they should be", () => {
  let fleet: OpenedFleet;
  let endpoint: TestEndpoint;
  let page: Page;
  let device: TestDevice;

  beforeAll(async () => {
    fleet = await openFleet();
    ({ endpoint, page } = fleet);
    const string = await askForString(page);
    device = await TestDevice.enrol(string, 'pc-00');
    await device.report();
    for (let number = 1; number < 60; number += 1)
      await TestDevice.enrol(string, `pc-${String(number).padStart(2, '0')}`);
  });
  afterAll(() => fleet.close());

  const openDevice = async () => {
    await page.goto(`${endpoint.address}/#/?search=pc-00`);
    await page.getByRole('link', { name: 'pc-00' }).click();
    await page.getByRole('heading', { level: 1, name: 'pc-00' }).waitFor();
  };
  const back = () => page.getByRole('link', { name: 'Back to the fleet' }).click();

  test('a long list is turned page by page, forth and back, and stays where it is when something changes', async () => {
    await page.goto(`${endpoint.address}/#/?sort=hostname`);
    await page.getByText('1–50 of 60').waitFor();
    expect(await page.getByRole('rowheader').count()).toBe(50);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('51–60 of 60').waitFor();
    expect(await page.getByRole('rowheader').allInnerTexts()).toHaveLength(10);
    await page.getByRole('link', { name: 'pc-59' }).waitFor();
    await device.report(slow);
    await page.getByRole('button', { name: '1 Not compliant' }).waitFor();
    expect(await page.getByText('51–60 of 60').count()).toBe(1);
    await page.getByRole('button', { name: 'Previous' }).click();
    await page.getByText('1–50 of 60').waitFor();
    await page.getByRole('link', { name: 'pc-00' }).waitFor();
    await device.report();
    await page.getByRole('button', { name: '0 Not compliant' }).waitFor();
  });

  test('an enrolled device that never reported is not taken for one that complies', async () => {
    const row = page.getByRole('row', { name: /pc-01/ });
    await expect.poll(() => row.innerText()).toMatch(/Can't tell.*Has not reported yet.*Never/s);
    await row.getByRole('link').click();
    await page.getByText('This device is enrolled and has not reported yet.').waitFor();
    await back();
  });

  test('a broken line is told; it mends itself, and what happened meanwhile is shown', async () => {
    await openDevice();
    await endpoint.stop();
    await page.getByText('The connection to the endpoint is lost').waitFor();
    expect(await page.getByRole('heading', { level: 1, name: 'pc-00' }).count()).toBe(1);
    await endpoint.start();
    await device.report(slow);
    await page.getByText('The screen stays open for 15 minutes').waitFor();
    await page.getByText('The connection to the endpoint is lost').waitFor({ state: 'detached' });
  });

  test('a line that a proxy refused is opened anew', async () => {
    let refusals = 0;
    const refuseTwice = (route: Route) => {
      refusals += 1;
      return refusals <= 2 ? route.fulfill({ status: 502, body: 'bad gateway' }) : route.continue();
    };
    await page.route('**/fleet/events', refuseTwice);
    await page.reload();
    await page.getByText('The connection to the endpoint is lost').waitFor();
    await page.getByText('The connection to the endpoint is lost').waitFor({ state: 'detached' });
    expect(refusals).toBe(3);
    await device.report();
    await page.getByText('The screen stays open for 15 minutes').waitFor({ state: 'detached' });
    await page.unroute('**/fleet/events');
  });

  test('a device of a later version is shown as well as these words can, and nothing is made up', async () => {
    await answerDevice(page, (detail) => ({
      ...detail,
      profile: 'laboratory',
      failing: ['quantum-lock'],
      verdicts: [
        {
          rule: 'quantum-lock',
          status: 'fail',
          severity: 'required',
          observed: { id: 'quantum-lock.observed', values: { qubits: 7 } },
          limit: { id: 'quantum-lock.limit' },
          reason: { id: 'screen-lock.reason.wait', values: { wait: 'soon' } },
          source: '$t(rules:finding.pass)',
          at: '2026-11-24T03:00:00Z',
          since: '2026-11-24T03:00:00Z',
        },
      ],
      facts: {
        'quantum-state': { state: 'known', value: { qubits: [1, 2], spin: { up: true } }, source: 'lab' },
        tunnel: { state: 'unknown', reason: 'too-small' },
      },
    }));
    await page.reload();
    const verdicts = page.getByRole('region', { name: 'Verdicts' });
    await verdicts.getByText('quantum-lock.observed (qubits: 7)').waitFor();
    await verdicts.getByText('screen-lock.reason.wait (wait: soon)').waitFor();
    await verdicts.getByText('$t(rules:finding.pass)').waitFor();
    await page.getByText('· laboratory ·').waitFor();
    const read = page.getByRole('region', { name: 'What the device read' });
    await read.getByText('1, 2', { exact: true }).waitFor();
    await read.getByText('too-small', { exact: true }).waitFor();
    await page.unroute('**/fleet/devices/*');
  });

  test('a clock that is wrong, and a device that is silent, are told', async () => {
    await answerDevice(page, (detail) => ({ ...detail, clockSkewMs: -7_200_000, silent: true }));
    await page.reload();
    await page.getByText("This device's clock is 2 hours behind the endpoint's").waitFor();
    await page.getByText('Silent: what follows is from its last report').waitFor();
    await page.unroute('**/fleet/devices/*');
  });

  test('a policy that the device refuses is told on its page: which, why, since when, and what it goes on with', async () => {
    const since = '2026-11-24T09:00:00.000Z';
    const refusedPolicy = { version: 3, reason: 'expired', since, held: 2 };
    await answerDevice(page, (detail) => ({ ...detail, refusedPolicy }));
    await page.reload();
    const told = page.getByText("refuses policy version 3: it had expired by this computer's clock.");
    expect(await told.innerText()).toMatch(/^Since .*2026.* It goes on with version 2\.$/);
    await page.unroute('**/fleet/devices/*');
    await answerDevice(page, (detail) => ({
      ...detail,
      refusedPolicy: { version: 3, reason: 'of a later version', since: null, held: 0 },
    }));
    await page.reload();
    await page.getByText('This computer refuses policy version 3: of a later version').waitFor();
    await page.getByText('the one that Deskward brought along').waitFor();
    await page.unroute('**/fleet/devices/*');
  });

  test("how long ago something was is told by the endpoint's clock, not by this computer's", async () => {
    await page.clock.setSystemTime(Date.now() + 3 * 3_600_000);
    await device.report();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'pc-00' }).waitFor();
    const lastSeen = page.getByRole('region', { name: 'About this device' }).getByRole('time').first();
    await expect.poll(() => lastSeen.innerText()).not.toMatch(/hours|in \d/);
  });

  test('a device that is not there is said so, with the way back', async () => {
    await page.goto(`${endpoint.address}/#/devices/nobody%20knows%`);
    await page.getByRole('heading', { name: 'There is no such device' }).waitFor();
    await back();
    await page.getByRole('heading', { level: 1, name: 'devices comply' }).waitFor();
  });

  test('an error of the endpoint is told in words; what was true before stays', async () => {
    const refuse = (route: Route) =>
      route.fulfill({ status: 503, json: { error: 'storage-unavailable', message: 'x' } });
    await page.route('**/fleet/summary', refuse);
    await page.getByRole('button', { name: 'Compliant', exact: false }).first().click();
    await page.getByText("The endpoint can't write to its disk").waitFor();
    expect(await page.getByRole('heading', { level: 1, name: 'devices comply' }).count()).toBe(1);
    await page.unroute('**/fleet/summary', refuse);
  });

  test('an answer of another shape is refused, not guessed at', async () => {
    const lie = (route: Route) => route.fulfill({ json: { devices: 'all', compliant: 'all' } });
    await page.route('**/fleet/summary', lie);
    await page.reload();
    await page.getByText("The endpoint's answer makes no sense to this page").waitFor();
    expect(await page.getByText('comply').count()).toBe(0);
    await page.unroute('**/fleet/summary', lie);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'devices comply' }).waitFor();
  });

  test('a session that has ended leads to the sign-in, says so, and leaves nothing of the fleet', async () => {
    await page.context().clearCookies();
    await device.report(slow);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByText('Your session has ended').waitFor();
    expect(await page.getByText('pc-0').count()).toBe(0);
  });
});

/** The endpoint's own answer with a change, and still of the shape that the protocol promises. */
async function answerDevice(page: Page, change: (detail: DeviceDetail) => DeviceDetail): Promise<void> {
  await page.route('**/fleet/devices/*', async (route) => {
    const answer = await route.fetch();
    const detail = deviceDetail.parse(await answer.json());
    await route.fulfill({ response: answer, json: deviceDetail.parse(change(detail)) });
  });
}
