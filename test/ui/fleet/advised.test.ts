import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { known } from '../../../src/facts/fact.ts';
import { facts } from '../../../src/facts/registry.ts';
import { TestDevice, type TestEndpoint } from './fake-fleet.ts';
import { describeInBrowser, expectAccessibleInBoth, type OpenedFleet, openFleet } from './in-browser.ts';
import { askForString } from './it-person.ts';

/** An encrypted disk is good practice on an office computer, and required where work is confidential. */
const { volumes } = facts['disk-encryption'].example;
const unencrypted = known({ volumes: volumes.map((one) => ({ ...one, state: 'open' as const })) }, 'sysfs');
const fresh = known(
  { changedOn: new Date().toISOString().slice(0, 10), account: 'local' as const },
  'shadow',
);

describeInBrowser("what only advises, on IT's page", () => {
  let fleet: OpenedFleet;
  let endpoint: TestEndpoint;
  let page: Page;

  beforeAll(async () => {
    fleet = await openFleet();
    ({ endpoint, page } = fleet);
    const string = await askForString(page);
    for (const [name, profile] of [
      ['office', 'standard'],
      ['secret', 'confidential'],
    ] as const) {
      const device = await TestDevice.enrol(string, name);
      device.profile = profile;
      const firewall = known({ firewalls: [], unread: [] }, 'ufw');
      await device.report({ 'password-age': fresh, 'disk-encryption': unencrypted, firewall });
    }
  });
  afterAll(() => fleet.close());

  const region = (name: string) => page.getByRole('region', { name });
  const rule = (title: string) => region('By rule').getByRole('listitem').filter({ hasText: title });

  test('a computer that is only advised complies; its advice is counted apart from what needs fixing', async () => {
    await page.goto(`${endpoint.address}/#/`);
    await page.getByRole('heading', { name: '1 of 2 devices comply' }).waitFor();
    await page.getByRole('button', { name: '1 Not compliant' }).waitFor();
    expect(await rule('The firewall is on').innerText()).toMatch(/0 need fixing[\s\S]*2 worth improving/);
    expect(await rule('The disk is encrypted').innerText()).toMatch(/1 needs fixing[\s\S]*1 worth improving/);
    const office = page.getByRole('row', { name: /office/ });
    expect(await office.locator('.finding').count()).toBe(0);
    expect(await office.innerText()).toMatch(/Compliant[\s\S]*Worth improving: .*firewall/);
    const secret = page.getByRole('row', { name: /secret/ });
    expect(await secret.locator('.finding').last().innerText()).toContain('The disk is encrypted');
    await expectAccessibleInBoth(page);
  });

  test('a rule leads to what needs fixing, its advice to what is worth improving, and each says which', async () => {
    await page.getByRole('button', { name: 'The disk is encrypted', exact: true }).click();
    await page.getByRole('button', { name: 'Remove filter: The disk is encrypted: needs fixing' }).waitFor();
    await page.getByRole('heading', { name: '1 device', exact: true }).waitFor();
    await page.getByRole('link', { name: 'secret' }).waitFor();
    await page.getByRole('button', { name: 'The disk is encrypted: 1 worth improving' }).click();
    await page.getByRole('link', { name: 'office' }).waitFor();
    await expectAccessibleInBoth(page);
    await page.reload();
    await page.getByRole('button', { name: 'Remove filter: The disk is encrypted: worth improving' }).click();
    await page.getByRole('heading', { name: '2 devices', exact: true }).waitFor();
  });

  test('a rule that only advises leads to those it advises', async () => {
    await page.getByRole('button', { name: 'The firewall is on', exact: true }).click();
    await page.getByRole('button', { name: 'Remove filter: The firewall is on: worth improving' }).waitFor();
    await page.getByRole('heading', { name: '2 devices', exact: true }).waitFor();
  });

  test("a device's page says it in the same words, its history too", async () => {
    await page.getByRole('link', { name: 'office' }).click();
    await page.getByText(/^Everything required is in order · 2 are worth improving$/).waitFor();
    const disk = region('Verdicts').getByRole('listitem').filter({ hasText: 'The disk is encrypted' });
    expect(await disk.locator('.status-tag').innerText()).toBe('Worth improving');
    await region('What changed').getByText('The disk is encrypted: first checked, Worth improving').waitFor();
    await expectAccessibleInBoth(page);
  });
});
