import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestDevice, type TestEndpoint } from './fake-fleet.ts';
import { describeInBrowser, expectAccessibleInBoth, type OpenedFleet, openFleet } from './in-browser.ts';
import { askForString } from './it-person.ts';

describeInBrowser("two computers with one key, on IT's page", () => {
  let fleet: OpenedFleet;
  let endpoint: TestEndpoint;
  let page: Page;
  let device: TestDevice;

  beforeAll(async () => {
    fleet = await openFleet();
    ({ endpoint, page } = fleet);
    const string = await askForString(page);
    for (const name of ['pc-01', 'pc-02']) {
      device = await TestDevice.enrol(string, name);
      await device.report();
    }
  });
  afterAll(() => fleet.close());

  const tile = () => page.getByRole('button', { name: /^\d+ Key used twice\?/ });

  test('as long as there are none the list says nothing of it', async () => {
    await page.goto(`${endpoint.address}/#/`);
    await page.getByRole('heading', { name: '2 devices', exact: true }).waitFor();
    expect(await tile().count()).toBe(0);
  });

  test('a clone that reports is marked in the list, in words and shape, and the mark filters it', async () => {
    await device
      .cloned('pc-02-copy')
      .report()
      .catch(() => undefined);
    await page.getByRole('button', { name: '1 Key used twice?' }).click();
    await page.getByRole('heading', { name: '1 device', exact: true }).waitFor();
    const row = page.getByRole('row', { name: /pc-02/ });
    expect(await row.innerText()).toContain('Key used twice?');
    expect(await row.locator('.status-key-shared').count()).toBe(1);
    await expectAccessibleInBoth(page);
  });

  test('its page says what was seen, who sent it and what to do; settled, the mark goes and the record stays', async () => {
    await page.getByRole('link', { name: 'pc-02' }).click();
    const card = page.getByRole('region', { name: "Two computers may use this device's key" });
    expect(await card.innerText()).toMatch(
      /under a number that another[\s\S]*pc-02-copy[\s\S]*enrol --new-key/,
    );
    await expectAccessibleInBoth(page);
    await card.getByRole('button', { name: 'Mark as settled' }).click();
    await card.waitFor({ state: 'detached' });
    const record = page.getByRole('region', { name: 'Signs of a second computer' });
    expect(await record.innerText()).toMatch(/Settled by admin/);
    await expectAccessibleInBoth(page);
    await page.getByRole('link', { name: 'Back to the fleet' }).click();
    await page.getByRole('heading', { name: '0 devices', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Remove filter: Key used twice?' }).click();
    await page.getByRole('heading', { name: '2 devices', exact: true }).waitFor();
    expect(await tile().count()).toBe(0);
  });
});
