import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { known } from '../../../src/facts/fact.ts';
import { facts } from '../../../src/facts/registry.ts';
import { startEndpoint, TestDevice, type TestEndpoint } from './fake-fleet.ts';
import { describeInBrowser, expectAccessible } from './in-browser.ts';
import { chromiumPath, password } from './it-person.ts';

const hostile = '<img src=x onerror=alert(1)>';

/** Each test goes on from the page that the one before left, as a person does. */
describeInBrowser("IT's page in a real browser", () => {
  let endpoint: TestEndpoint;
  let browser: Browser;
  let page: Page;
  let steady: TestDevice;
  const complaints: string[] = [];

  beforeAll(async () => {
    endpoint = await startEndpoint();
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
    page = await (await newContext('en-US', 'light')).newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  });
  afterAll(async () => {
    await browser.close();
    await endpoint.close();
  });

  type State = Awaited<ReturnType<BrowserContext['storageState']>>;
  async function newContext(
    locale: string,
    colorScheme: 'light' | 'dark',
    state?: State,
  ): Promise<BrowserContext> {
    // Chosen languages are remembered in the storage, and would win over the browser's.
    const storageState = state && { ...state, origins: [] };
    return browser.newContext({
      reducedMotion: 'reduce',
      locale,
      colorScheme,
      timezoneId: 'Asia/Shanghai',
      ...(storageState && { storageState }),
    });
  }

  test('without the link of the first start nobody becomes administrator', async () => {
    await page.goto(endpoint.address);
    await page.getByText('Open the one-time link that the endpoint printed').waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
  });

  test('the link makes the administrator, and the empty fleet says how to begin', async () => {
    await page.goto(endpoint.setupLink);
    await page.reload();
    await page.getByLabel('Name', { exact: true }).fill('admin');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Make the administrator' }).click();
    await page.getByRole('heading', { name: 'No devices yet' }).waitFor();
    await expectAccessible(page);
  });

  test('an enrolment string is made, shown once, listed and taken back', async () => {
    await page.getByRole('link', { name: 'Enrol a device' }).click();
    await page.getByLabel('For how many devices').fill('5');
    await page.getByLabel('Department').fill('研发部');
    const kept = await makeString(page);
    await page.getByRole('row', { name: /研发部.*0 of 5/ }).waitFor();
    await page.getByLabel('Department').fill('短期');
    const revoked = await makeString(page);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Revoke: 短期' }).click();
    await page.getByRole('button', { name: 'Keep' }).click();
    await page.getByRole('button', { name: 'Revoke: 短期' }).click();
    await page.getByRole('button', { name: 'Revoke for good' }).click();
    await page.getByRole('row', { name: /短期/ }).waitFor({ state: 'detached' });
    await expect(TestDevice.enrol(revoked, 'late')).rejects.toThrow('token-revoked');
    steady = await TestDevice.enrol(kept, 'pc-7');
    await page.reload();
    await page.getByRole('row', { name: /研发部.*1 of 5/ }).waitFor();
    expect(await page.getByText(kept).count()).toBe(0);
  });

  test('the string is copied whole, and the command with it', async () => {
    await page
      .context()
      .grantPermissions(['clipboard-read', 'clipboard-write'], { origin: endpoint.address });
    const made = await makeString(page);
    await page.getByRole('button', { name: 'Copy: On the computer to enrol' }).click();
    await page.getByRole('button', { name: 'Copied: On the computer to enrol' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(`npm run --silent deskward -- enrol '${made}'`);
  });

  test('a report shows by itself, without a reload', async () => {
    await page.getByRole('link', { name: 'Fleet', exact: true }).click();
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

  test('what was seen against what is set is told under both rules', async () => {
    const { unattended } = facts;
    await steady.report({ unattended: known(unattended.example, 'org.gnome.Mutter.IdleMonitor') });
    const both = 'Set to lock after 5 minutes, yet seen open and untouched for 19 minutes';
    await page.getByText(both).nth(1).waitFor();
    expect(await page.getByText(both).count()).toBe(2);
    await steady.report();
    await page.getByText(both).first().waitFor({ state: 'detached' });
  });

  test('what only advises is counted and called so, beside what has to be mended', async () => {
    const none = known({ firewalls: [], unread: [] }, 'ufw');
    await steady.report({ firewall: none, sharing: known(facts.sharing.example, '/proc/net/tcp') });
    await page.getByText(/^1 rule needs fixing · 1 is worth improving/).waitFor();
    const firewall = page
      .getByRole('region', { name: 'Verdicts' })
      .getByRole('listitem')
      .filter({ hasText: 'The firewall is on' });
    expect(await firewall.locator('.status-tag').innerText()).toBe('Worth improving');
    await expectAccessible(page);
    await steady.report();
    await firewall.waitFor({ state: 'detached' });
  });

  test('a device can be called what it wants: its name stays text', async () => {
    const other = await page.context().newPage();
    await other.goto(`${endpoint.address}/#/enrol`);
    const token = await makeString(other);
    await other.close();
    const odd = await TestDevice.enrol(token, hostile);
    await odd.report({ sharing: known(facts.sharing.example, '/proc/net/tcp') });
    await page.getByRole('link', { name: 'Back to the fleet' }).click();
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
    await page.getByRole('button', { name: 'Remove filter: Not compliant' }).click();
    await page.getByRole('heading', { name: '2 devices', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Nothing is shared' }).click();
    await page.getByRole('heading', { name: '1 device', exact: true }).waitFor();
  });

  test('the way back from a device leads to the list as it was', async () => {
    await page.getByRole('link', { name: hostile }).click();
    await page.getByRole('heading', { level: 1, name: hostile }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Remove filter: Nothing is shared: needs fixing' }).waitFor();
    await page.getByRole('heading', { name: '1 device', exact: true }).waitFor();
    await page.getByRole('button', { name: /^Remove filter/ }).click();
    await page.getByRole('heading', { name: '2 devices', exact: true }).waitFor();
  });

  test('the list is sorted by keyboard, and says by what', async () => {
    const heading = page.getByRole('columnheader', { name: 'Device' });
    expect(await heading.getAttribute('aria-sort')).toBe('none');
    await page.getByRole('button', { name: 'Device', exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByRole('rowheader').allInnerTexts())
      .toEqual([expect.stringContaining(hostile), expect.stringContaining('pc-7')]);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByRole('rowheader').allInnerTexts())
      .toEqual([expect.stringContaining('pc-7'), expect.stringContaining(hostile)]);
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
  });

  test('the first key leads past the bar to the content', async () => {
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  });

  test('the language is switched on the spot and remembered', async () => {
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '2 台设备中有' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '2 台设备中有' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
    await expectAccessible(page);
  });

  for (const [locale, scheme] of [
    ['en-US', 'dark'],
    ['zh-CN', 'light'],
    ['zh-CN', 'dark'],
  ] as const)
    for (const [view, hash, ready] of [
      ['the fleet', '#/', '.devices'],
      ['one device', '', '.history'],
      ['enrolment', '#/enrol', '.token-form'],
    ] as const)
      test(`${view} can be read by everybody, in a narrow window too: ${locale}, ${scheme}`, async () => {
        const context = await newContext(locale, scheme, await page.context().storageState());
        const shown = await context.newPage();
        await shown.setViewportSize({ width: 360, height: 740 });
        await shown.goto(`${endpoint.address}/${hash}`);
        if (hash === '') await shown.getByRole('rowheader').getByRole('link').first().click();
        await shown.locator(ready).waitFor();
        await expectAccessible(shown);
        await expectNoSidewaysScroll(shown);
        await context.close();
      });

  test('whoever has no account stays outside, and is told why', async () => {
    const context = await newContext('zh-CN', 'dark');
    const outside = await context.newPage();
    await outside.goto(endpoint.address);
    await outside.getByLabel('用户名').fill('admin');
    await outside.getByLabel('密码', { exact: true }).fill('wrong password!');
    await outside.getByRole('button', { name: '登录' }).click();
    await outside.getByText('用户名或密码不对。').waitFor();
    await expectAccessible(outside);
    await outside.getByLabel('密码', { exact: true }).fill(password);
    await outside.getByRole('button', { name: '登录' }).click();
    await outside.getByRole('heading', { name: '2 台设备中有' }).waitFor();
    await context.close();
  });

  test('signing out leaves nothing on the page', async () => {
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('heading', { name: '登录' }).waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
  });

  test('the content policy had nothing to refuse, and no script failed', () => {
    expect(complaints).toEqual([]);
  });
});

async function makeString(page: Page): Promise<string> {
  const shown = page.locator('.made code').first();
  const before = (await shown.count()) === 0 ? null : await shown.textContent();
  await page.getByRole('button', { name: 'Make an enrolment string' }).click();
  await expect.poll(() => shown.textContent()).not.toBe(before);
  const string = (await shown.textContent()) ?? '';
  expect(string).toMatch(/^deskward:\/\/127\.0\.0\.1:\d+\/\?token=/);
  return string;
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
