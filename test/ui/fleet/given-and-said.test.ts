import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Configuration } from '../../../src/facts/configuration.ts';
import { known } from '../../../src/facts/fact.ts';
import { facts } from '../../../src/facts/registry.ts';
import { TestDevice } from './fake-fleet.ts';
import { describeInBrowser, expectAccessible, type OpenedFleet, openFleet } from './in-browser.ts';
import { askForString } from './it-person.ts';

describeInBrowser('what IT gives a device and what people say, on the page', () => {
  let fleet: OpenedFleet;
  let page: Page;
  let device: TestDevice;

  beforeAll(async () => {
    fleet = await openFleet();
    ({ page } = fleet);
    device = await TestDevice.enrol(await askForString(page, { department: '研发部' }), 'pc-01');
    await device.report();
    await page.getByRole('link', { name: 'pc-01' }).click();
    await page.getByRole('heading', { level: 1, name: 'pc-01' }).waitFor();
  });
  afterAll(() => fleet.close());

  test('owner, department, profile and accounts are given on the page of the device', async () => {
    const card = page.getByRole('region', { name: 'Given by IT' });
    expect(await card.innerText()).toMatch(/nobody named[\s\S]*研发部[\s\S]*not said/);
    await card.getByRole('button', { name: 'Change' }).click();
    await card.getByLabel('User', { exact: true }).fill('李娜');
    await card.getByLabel('Department').fill('法务部');
    await card.getByLabel('Confidential').check();
    await card.getByLabel('Accounts that may sign in').fill('li.na\n\n wang.wei ');
    await expectAccessible(page);
    await card.getByRole('button', { name: 'Save' }).click();
    await card.getByText('li.na and wang.wei').waitFor();
    expect(await card.innerText()).toMatch(/李娜[\s\S]*法务部[\s\S]*Confidential/);
    await expectAccessible(page);
  });

  test('of two people who change the same, the second is told to look again', async () => {
    const card = page.getByRole('region', { name: 'Given by IT' });
    await card.getByRole('button', { name: 'Change' }).click();
    const other = await page.context().newPage();
    await other.goto(page.url());
    const otherCard = other.getByRole('region', { name: 'Given by IT' });
    await otherCard.getByRole('button', { name: 'Change' }).click();
    await otherCard.getByLabel('User', { exact: true }).fill('赵强');
    await otherCard.getByRole('button', { name: 'Save' }).click();
    await otherCard.getByText('赵强').waitFor();
    await other.close();
    await card.getByRole('button', { name: 'Save' }).click();
    await card.getByRole('alert').getByText('Somebody else has just changed this').waitFor();
    await card.getByRole('button', { name: 'Cancel' }).click();
    await card.getByText('赵强').waitFor();
  });

  test('IT accepts the configuration that it is shown; what is different later is shown as what it was and is', async () => {
    const configuration = facts.configuration.example as Configuration;
    await device.report({ configuration: known(configuration, 'sysfs') });
    const card = page.getByRole('region', { name: 'Configuration', exact: true });
    await card.getByText('You have not accepted').waitFor();
    await expectAccessible(page);
    await card.getByRole('button', { name: 'Accept this configuration' }).click();
    await card.getByText('Accepted by').waitFor();
    const [module] = configuration.memory?.modules ?? [];
    if (module === undefined) throw new Error('the example has memory');
    const less = { ...configuration, memory: { told: 'modules' as const, modules: [module] } };
    await device.report({ configuration: known(less, 'sysfs') });
    await card.getByText('2 × 8 GB → 8 GB').waitFor();
    await expectAccessible(page);
    await card.getByRole('button', { name: 'Accept this configuration' }).click();
    await card.getByText('2 × 8 GB → 8 GB').waitFor({ state: 'detached' });
  });

  test('what somebody says appears by itself, as text, with its receipt', async () => {
    await device.say({ kind: 'not-right', assignment: 0, note: 'This is not 赵强' });
    await page.getByText('This is not 赵强').waitFor();
    await device.say({ kind: 'incident', what: '<img src=x onerror=alert(1)>', when: 'today', who: '' });
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    await page.getByText(/Receipt \d{4}-0002/).waitFor();
    await expectAccessible(page);
  });

  test('all that people said stands on one page, and who took care of it', async () => {
    await page.getByRole('link', { name: 'From people' }).click();
    const leak = page.getByRole('listitem').filter({ hasText: 'Suspected leak' });
    await leak.getByRole('link', { name: 'pc-01 · 赵强' }).waitFor();
    await leak.getByRole('button', { name: 'Mark as taken care of' }).click();
    await leak.getByText('Taken care of by admin').waitFor();
    const titles = await page.getByRole('heading', { level: 2 }).allInnerTexts();
    expect(titles).toEqual(['What is on record is not right', 'Suspected leak']);
    await expectAccessible(page);
  });

  test('a call for help brings its support bundle, which is read whole or kept as a file, and its receipt', async () => {
    const bundle = JSON.stringify({ verdicts: ['<b>screen-lock</b>: fail'], log: 'x'.repeat(5000) }, null, 2);
    await device.say({ kind: 'help', note: 'It will not lock', bundle });
    const help = page.getByRole('listitem').filter({ hasText: 'Call for help' });
    await help.getByText('It will not lock').waitFor();
    const receipt = /Receipt (\d{4}-0003)/.exec(await help.innerText())?.[1];
    await help.getByRole('button', { name: /^Show/ }).click();
    const text = help.locator('pre');
    await text.waitFor();
    expect(await text.textContent()).toBe(bundle);
    await expectAccessible(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      help.getByRole('button', { name: 'Save to a file' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`bundle-${receipt}.json`);
    expect(await readFile(await download.path(), 'utf8')).toBe(bundle);
  });
});
