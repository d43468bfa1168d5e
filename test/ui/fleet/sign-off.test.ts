import type { Locator, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signOffList } from '../../../src/protocol/sign-off.ts';
import { TestDevice, type TestEndpoint } from './fake-fleet.ts';
import { describeInBrowser, expectAccessible, type OpenedFleet, openFleet } from './in-browser.ts';
import { askForString } from './it-person.ts';

describeInBrowser('somebody leaves, on the page of IT', () => {
  let fleet: OpenedFleet;
  let endpoint: TestEndpoint;
  let page: Page;
  let card: Locator;
  const devices = new Map<string, TestDevice>();

  beforeAll(async () => {
    fleet = await openFleet();
    ({ endpoint, page } = fleet);
    card = page.getByRole('region', { name: /^(Sign-off|签离)$/ });
    const enrolment = await askForString(page);
    for (const name of ['pc-01', 'pc-02', 'pc-03']) {
      const device = await TestDevice.enrol(enrolment, name);
      await device.report();
      devices.set(name, device);
    }
  });
  afterAll(() => fleet.close());

  async function open(name: string): Promise<void> {
    await page.goto(`${endpoint.address}/#/`);
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  }

  async function giveTo(owner: string): Promise<void> {
    const given = page.getByRole('region', { name: 'Given by IT' });
    await given.getByRole('button', { name: 'Change' }).click();
    await given.getByLabel('User', { exact: true }).fill(owner);
    await given.getByRole('button', { name: 'Save' }).click();
    await given.getByText(owner).waitFor();
  }

  async function begin(): Promise<void> {
    await card.getByRole('button', { name: 'Begin the sign-off' }).click();
    await card.getByLabel('Who leaves').fill('李娜');
    await card.getByLabel('Reason').fill('离职');
    await expectAccessibleInBoth();
    await card.getByRole('button', { name: 'Begin for this computer' }).click();
    await card.getByText(/^Begun\. While it is on and online, .* at the latest; at once/).waitFor();
  }

  /** In both languages, what is shown being the same. */
  async function expectAccessibleInBoth(): Promise<void> {
    for (const language of ['中文', 'English']) {
      await page.getByRole('button', { name: language }).click();
      await expectAccessible(page);
    }
  }

  test('begun for one computer, and called off only when asked twice: all stays as it was', async () => {
    await open('pc-01');
    await begin();
    expect(await card.innerText()).toMatch(/李娜[\s\S]*离职[\s\S]*admin[\s\S]*Not here yet/);
    await card.getByRole('button', { name: 'Call off…' }).click();
    await card.getByText('Everything stays as it was').waitFor();
    await expectAccessibleInBoth();
    await card.getByRole('button', { name: 'Not yet' }).click();
    await card.getByRole('button', { name: 'Call off…' }).click();
    await card.getByRole('button', { name: 'Call it off' }).click();
    await card.getByText('The last one was called off').waitFor();
  });

  test('what the last check says appears by itself; confirmed only when asked twice, and kept as a record', async () => {
    await begin();
    await devices.get('pc-01')?.report({}, undefined, await pendingOf('pc-01'));
    await card.getByText('Its last check is here').waitFor();
    expect(await card.innerText()).toMatch(/Can't tell\s+The password is recent/);
    await card.getByRole('button', { name: 'Confirm…' }).click();
    await card.getByText("This can't be taken back").waitFor();
    await expectAccessibleInBoth();
    await card.getByRole('button', { name: 'Sign off for good' }).click();
    await card.getByText('Nothing more is taken').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Signed off' }).waitFor();
    expect(await card.innerText()).toMatch(/Can't tell\s+The password is recent[\s\S]*Confirmed\s+admin/);
    expect(await card.getByRole('button').count()).toBe(0);
    await expectAccessibleInBoth();
  });

  test('one act for all computers of a person, which are named first', async () => {
    for (const name of ['pc-02', 'pc-03']) {
      await open(name);
      await giveTo('王伟');
    }
    await card.getByRole('button', { name: 'Begin the sign-off' }).click();
    expect(await card.getByLabel('Who leaves').inputValue()).toBe('王伟');
    await card.getByLabel('Reason').fill('调岗');
    await card.getByRole('link', { name: 'pc-02' }).waitFor();
    await expectAccessibleInBoth();
    await card.getByRole('button', { name: 'Begin for all 2' }).click();
    for (const name of ['pc-03', 'pc-02']) {
      await open(name);
      await card.getByText(/^Begun\. While it is on and online, .* at the latest; at once/).waitFor();
      expect(await card.innerText()).toMatch(/王伟[\s\S]*调岗/);
    }
    await card.getByRole('button', { name: 'Confirm…' }).click();
    await card.getByText('Its last check is not here yet').waitFor();
    await card.getByRole('button', { name: 'Not yet' }).click();
  });

  test('signed-off computers have a list of their own, and stand in no other', async () => {
    await page.goto(`${endpoint.address}/#/`);
    await page.getByRole('heading', { name: '2 devices', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Signed-off computers' }).click();
    await page.getByRole('heading', { name: '1 device', exact: true }).waitFor();
    await page.getByRole('link', { name: 'pc-01', exact: true }).waitFor();
    await expectAccessibleInBoth();
    await page.getByRole('button', { name: 'Remove filter: Signed off' }).click();
    await page.getByRole('link', { name: 'pc-02', exact: true }).waitFor();
  });

  async function pendingOf(hostname: string): Promise<string> {
    const answer = await page.request.get(`${endpoint.address}/api/v1/fleet/sign-offs`);
    const { signOffs } = signOffList.parse(await answer.json());
    return signOffs.find((one) => one.hostname === hostname && one.state === 'pending')?.id ?? '';
  }
});
