import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { known } from '../../../src/facts/fact.ts';
import { facts } from '../../../src/facts/registry.ts';
import { rememberNotRun, whyNotRun } from '../../machine-needs.ts';
import { startEndpoint, TestDevice, type TestEndpoint } from './fake-fleet.ts';

const chromiumPath = '/usr/bin/chromium';
const password = 'correct horse battery';
const hostile = '<img src=x onerror=alert(1)>';

const why = whyNotRun({ programs: [chromiumPath] });
if (why !== undefined) rememberNotRun("IT's page in a real browser", why);

/** Each test goes on from the page that the one before left, as a person does. */
describeWhere(why === undefined, () => {
  let endpoint: TestEndpoint;
  let browser: Browser;
  let page: Page;
  let steady: TestDevice;
  let enrolmentString = '';

  beforeAll(async () => {
    endpoint = await startEndpoint();
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
    page = await (await newContext('en-US', 'light')).newPage();
  });
  afterAll(async () => {
    await browser.close();
    await endpoint.close();
  });

  async function newContext(locale: string, colorScheme: 'light' | 'dark'): Promise<BrowserContext> {
    return browser.newContext({ locale, colorScheme, timezoneId: 'Asia/Shanghai' });
  }

  async function expectAccessible(shown: Page): Promise<void> {
    const { violations } = await new AxeBuilder({ page: shown }).analyze();
    expect(violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`)).toEqual([]);
  }

  test('without the link of the first start nobody becomes administrator', async () => {
    await page.goto(endpoint.address);
    await page.getByText('Open the link that the endpoint printed').waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
  });

  test('the link makes the administrator, and the empty fleet says how to begin', async () => {
    await page.goto(endpoint.setupLink);
    await page.reload();
    await page.getByLabel('Name').fill('admin');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Make the administrator' }).click();
    await page.getByRole('heading', { name: 'No device yet' }).waitFor();
    await expectAccessible(page);
  });

  test('an enrolment string is made, shown once, listed and taken back', async () => {
    await page.getByRole('link', { name: 'Enrol a device' }).first().click();
    await page.getByLabel('For how many devices').fill('5');
    await page.getByLabel('Department').fill('研发部');
    await page.getByRole('button', { name: 'Make an enrolment string' }).click();
    enrolmentString = (await page.locator('.new-string code').textContent()) ?? '';
    expect(enrolmentString).toMatch(/^deskward:\/\/127\.0\.0\.1:\d+\/\?token=/);
    await page.getByText('Standard, 研发部: 0 of 5 used').waitFor();
    await page.getByRole('button', { name: 'Make an enrolment string' }).click();
    await page.getByRole('button', { name: 'Revoke' }).nth(1).waitFor();
    await expectAccessible(page);
    const latest = (await page.locator('.new-string code').textContent()) ?? '';
    await page.getByRole('button', { name: 'Revoke' }).first().click();
    await page.getByRole('button', { name: 'Revoke' }).nth(1).waitFor({ state: 'detached' });
    const revoked = await TestDevice.enrol(latest, 'late').catch((error: Error) => error.message);
    const kept = await TestDevice.enrol(enrolmentString, 'pc-7').catch((error: Error) => error.message);
    // Both were made in the same instant at the earliest, so either may stand first; one is refused, one is not.
    expect([revoked, kept].filter((result) => typeof result === 'string')).toEqual([
      expect.stringContaining('token-revoked'),
    ]);
    steady = [revoked, kept].find((result) => typeof result !== 'string') as TestDevice;
  });

  test('a report shows by itself, without a reload', async () => {
    await page.getByRole('link', { name: 'Fleet' }).click();
    await page.getByRole('heading', { name: '0 of 1 device complies' }).waitFor();
    await steady.report({ 'password-age': known({ changedOn: today(), account: 'local' }, 'passwd -S') });
    await page.getByRole('heading', { name: '1 of 1 device complies' }).waitFor();
  });

  test('a violation and its mending show by themselves, with the history', async () => {
    await page.getByRole('rowheader').getByRole('link').first().click();
    await page.getByRole('heading', { name: 'Verdicts' }).waitFor();
    const slow = { ...facts['screen-lock'].example, wait: 900 };
    await steady.report({ 'screen-lock': known(slow, 'dconf') });
    await page.getByText('The screen stays open for 15 minutes; 5 minutes is the most.').waitFor();
    await page.getByText('The screen locks by itself: OK → Needs fixing').waitFor();
    await steady.report();
    await page.getByText('The screen locks by itself: Needs fixing → OK').waitFor();
    await expectAccessible(page);
  });

  test('a device can be called what it wants: its name stays text', async () => {
    const token = await makeString();
    const odd = await TestDevice.enrol(token, hostile);
    await odd.report({ sharing: known(facts.sharing.example, '/proc/net/tcp') });
    await page.getByRole('link', { name: 'All devices' }).click();
    await page.getByRole('link', { name: hostile }).waitFor();
    expect(await page.locator('img').count()).toBe(0);
  });

  test('search, filter and rule narrow the list, and say how many are left', async () => {
    await page.getByRole('searchbox').fill('nobody has this name');
    await page.getByText('No device matches.').waitFor();
    await page.getByRole('searchbox').fill('img');
    await page.getByRole('heading', { name: '1 device', exact: true }).waitFor();
    await page.getByRole('searchbox').fill('');
    await page.getByRole('heading', { name: '2 devices', exact: true }).waitFor();
    await page.getByRole('button', { name: '1 Not compliant' }).click();
    await page.getByRole('heading', { name: '1 device', exact: true }).waitFor();
    await page.getByRole('button', { name: '1 Not compliant' }).click();
    await page.getByRole('button', { name: /Show failing.*Nothing is shared/ }).click();
    await page.getByRole('heading', { name: '1 device', exact: true }).waitFor();
    await page.getByRole('button', { name: /Show all/ }).click();
    await page.getByRole('heading', { name: '2 devices', exact: true }).waitFor();
  });

  test('the language is switched on the spot and remembered', async () => {
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '2 台设备中有' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '2 台设备中有' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
    await expectAccessible(page);
  });

  test('in the dark, in Chinese, everything can still be read', async () => {
    const context = await newContext('zh-CN', 'dark');
    const dark = await context.newPage();
    await dark.goto(endpoint.address);
    await dark.getByLabel('用户名').fill('admin');
    await dark.getByLabel('密码').fill('wrong password!');
    await dark.getByRole('button', { name: '登录' }).click();
    await dark.getByText('用户名或密码不对。').waitFor();
    await expectAccessible(dark);
    await dark.getByLabel('密码').fill(password);
    await dark.getByRole('button', { name: '登录' }).click();
    await dark.getByRole('heading', { name: '2 台设备中有' }).waitFor();
    await expectAccessible(dark);
    await dark.getByRole('rowheader').getByRole('link').first().click();
    await dark.getByRole('heading', { name: '变更记录' }).waitFor();
    await expectAccessible(dark);
    await context.close();
  });

  test('signing out leaves nothing on the page', async () => {
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('heading', { name: '登录' }).waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
  });

  /** From another window of the same browser, as the page under test stays where it is. */
  async function makeString(): Promise<string> {
    const other = await page.context().newPage();
    await other.goto(`${endpoint.address}/#/enrol`);
    await other.getByRole('button', { name: 'Make an enrolment string' }).click();
    const text = (await other.locator('.new-string code').textContent()) ?? '';
    await other.close();
    return text;
  }
});

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function describeWhere(can: boolean, body: () => void): void {
  if (can) body();
  else test("IT's page in a real browser", (context) => context.skip(why));
}
