import type { Page } from '@playwright/test';
import { expect } from 'vitest';
import type { PopupState } from '../../../src/ipc/schema.ts';
import connectionEn from '../../../src/ui/locales/en/connection.json' with { type: 'json' };
import connectionZh from '../../../src/ui/locales/zh-CN/connection.json' with { type: 'json' };
import { testOnMachine } from '../../not-run.ts';
import { popupBrowser, popupNeeds, violationsOf } from './popup-browser.ts';
import { compliantState, passwordUnknown, sampleState, screenLockFails } from './sample-state.ts';

const needs = popupNeeds;
const open = popupBrowser();

async function asked(page: Page): Promise<string[]> {
  return page.evaluate(() => window.asked.map(({ name }) => name));
}

const report = { sentAt: '2026-11-23T08:05:00.000Z', payload: '{"v":1,"b":"各部门","a":[1.50,{}]}' };

testOnMachine(needs, 'one sentence says where the computer stands', async () => {
  const page = await open();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('有 2 项需要处理');
  await page.evaluate((state) => window.tell(state), compliantState);
  await page.getByRole('heading', { level: 1, name: '一切正常' }).waitFor();
});

testOnMachine(needs, 'the steps of a remedy say the limit that this computer has', async () => {
  const strict = { ...screenLockFails, limit: { id: 'screen-lock.limit', values: { wait: 180, grace: 5 } } };
  const page = await open({ getState: { ...sampleState, profile: 'confidential', verdicts: [strict] } });
  await page.getByText('开启自动锁屏，时间设为3分钟或更短。').waitFor({ state: 'attached' });
});

testOnMachine(needs, 'before the first scan nothing is claimed', async () => {
  const early: PopupState = {
    ...sampleState,
    standing: 'unknown',
    scanning: true,
    scannedAt: null,
    verdicts: [],
  };
  const page = await open({ getState: early });
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('正在进行第一次检查…');
});

testOnMachine(
  needs,
  'the worst row stands open with what was seen, the limit, the clause and the steps',
  async () => {
    const page = await open({ getState: { ...sampleState, language: 'en' } });
    const row = page.locator('details').first();
    expect(await row.evaluate((element: HTMLDetailsElement) => element.open)).toBe(true);
    const text = await row.innerText();
    for (const part of [
      'The screen stays open for 15 minutes; 5 minutes is the most.',
      'Locks after 15 minutes',
      'Locks after 5 minutes or sooner',
      'Information-system security, article 7',
      'Confidentiality rules, article 10',
      'Nov 20, 2026',
      'org.gnome.desktop.session',
      'Switch automatic locking on, and set it to 5 minutes or less.',
    ])
      expect(text).toContain(part);
  },
);

testOnMachine(needs, 'a button opens the settings only where there is a page to open', async () => {
  const page = await open();
  const rows = page.locator('details');
  await rows.nth(1).locator('summary').click();
  expect(await rows.nth(1).getByRole('button').count()).toBe(0);
  expect(await rows.nth(1).innerText()).toContain('这一项由 IT 处理');
  await page.getByRole('button', { name: '打开设置：自动锁屏' }).click();
  await page.waitForFunction(() => window.asked.some(({ name }) => name === 'openSettings'));
  const request = await page.evaluate(() => window.asked.find(({ name }) => name === 'openSettings'));
  expect(request).toEqual({ name: 'openSettings', payload: 'screen-lock' });
});

testOnMachine(needs, 'settings that did not open are said to the user', async () => {
  const page = await open({ openSettings: false });
  await page.getByRole('button', { name: '打开设置：自动锁屏' }).click();
  await page.getByRole('alert').getByText('设置没能打开').waitFor();
});

testOnMachine(needs, 'what only IT can settle is not to be checked again and again', async () => {
  const reason = { id: 'configuration.reason.not-accepted', values: {} };
  const waits = { ...passwordUnknown, rule: 'configuration', reason };
  const page = await open({ getState: { ...sampleState, verdicts: [waits] } });
  const row = page.locator('details').first();
  if ((await row.getAttribute('open')) === null) await row.locator('summary').click();
  await row.getByText('不用你处理：IT 看过后会在管理页面上确认。').waitFor();
  await page.evaluate((state) => window.tell(state), { ...sampleState, verdicts: [passwordUnknown] });
  await page.getByText('定期改密码').waitFor();
  if ((await row.getAttribute('open')) === null) await row.locator('summary').click();
  await row.getByText('过一会儿再检查一次；如果还是这样，请告诉 IT。').waitFor();
});

testOnMachine(needs, 'an unknown shows no steps for a fault that nobody saw', async () => {
  const page = await open();
  const row = page.locator('details').nth(2);
  await row.locator('summary').click();
  expect(await row.innerText()).toContain('如果还是这样，请告诉 IT');
  expect(await row.locator('ol').count()).toBe(0);
});

testOnMachine(needs, 'checking again shows that it works, and asks once', async () => {
  const page = await open({ held: ['checkNow'] });
  await page.getByRole('button', { name: '重新检查' }).click();
  const busy = page.getByRole('button', { name: '正在检查…' });
  await busy.press('Enter');
  expect((await asked(page)).filter((name) => name === 'checkNow')).toHaveLength(1);
  await page.evaluate(() => window.letGo());
  await page.getByRole('button', { name: '重新检查' }).waitFor();
});

testOnMachine(needs, 'main is told how tall the page is, and again when a row opens', async () => {
  const page = await open();
  const told = async (tallerThan: number): Promise<number> => {
    const height = await page.waitForFunction((least) => {
      const last = window.asked.filter(({ name }) => name === 'fitHeight').at(-1)?.payload;
      return typeof last === 'number' && last > least ? last : 0;
    }, tallerThan);
    return height.jsonValue();
  };
  const first = await told(0);
  expect(first).toBe(await page.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height)));
  await page.locator('details').nth(1).locator('summary').click();
  const opened = await told(first);
  await page.locator('.fold-fine').click();
  expect(await told(opened)).toBeGreaterThan(opened);
});

testOnMachine(needs, 'a row that someone opened stays open when the state changes', async () => {
  const page = await open();
  await page.locator('.fold-fine').click();
  const row = page.locator('details').nth(3);
  await row.locator('summary').click();
  await page.evaluate((state) => window.tell(state), { ...sampleState, hostname: 'PC-0422' });
  await page.getByText('PC-0422').waitFor();
  expect(await row.evaluate((element: HTMLDetailsElement) => element.open)).toBe(true);
});

testOnMachine(needs, 'the language changes at once, for screen readers too', async () => {
  const page = await open();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
  await page.getByRole('button', { name: 'English' }).click();
  await page.evaluate((state) => window.tell(state), { ...sampleState, language: 'en' });
  await page.getByRole('heading', { name: '2 items need fixing' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
});

testOnMachine(needs, 'what was last sent is shown to the byte', async () => {
  const page = await open({ getLastReport: report });
  await page.getByRole('button', { name: '查看上次上报的内容' }).click();
  await page.getByText(`共 ${Buffer.byteLength(report.payload)} 字节`).waitFor();
  expect(await page.locator('pre').textContent()).toContain('"b": "各部门"');
  await page.getByRole('button', { name: '看原文' }).click();
  expect(await page.locator('pre').textContent()).toBe(report.payload);
});

testOnMachine(needs, 'where nothing was sent yet, that is what stands there', async () => {
  const page = await open();
  await page.getByRole('button', { name: '查看上次上报的内容' }).click();
  await page.getByText('还没有向 IT 上报过任何内容。').waitFor();
});

testOnMachine(needs, 'a key that only a file guards is said, once the device has joined', async () => {
  const page = await open({ getState: { ...sampleState, keyProtection: 'file' } });
  expect(await page.locator('footer').innerText()).toContain('只靠文件权限保护');
});

testOnMachine(needs, 'a key in the security chip is said, and so is one that it has lost', async () => {
  const page = await open({ getState: { ...sampleState, keyProtection: 'chip' } });
  expect(await page.locator('footer').innerText()).toContain('由本机的安全芯片保管');
  const lost = { ...sampleState, reporting: { state: 'key-lost', waiting: 2 } } as const;
  await page.evaluate((state) => window.tell(state), lost);
  await page.getByRole('status').getByText('请向 IT 要新的登记串').waitFor();
});

testOnMachine(needs, 'Escape goes back from the report, and then closes', async () => {
  const page = await open({ getLastReport: report });
  await page.getByRole('button', { name: '查看上次上报的内容' }).press('Enter');
  await page.locator('pre').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('details').first().waitFor();
  expect(await asked(page)).not.toContain('closePopup');
  await page.keyboard.press('Escape');
  expect(await asked(page)).toContain('closePopup');
});

testOnMachine(needs, 'everything that can be pressed is reached by Tab, in reading order', async () => {
  const page = await open();
  const reached: string[] = [];
  for (let presses = 0; presses < 14; presses += 1) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => document.activeElement?.textContent?.slice(0, 4) ?? ''));
  }
  const names = [
    '',
    '重新检查',
    '自动锁屏',
    '打开设置',
    '杀毒软件',
    '定期改密',
    '1 项正常',
    '信息不对',
    '获取帮助',
    '报告泄密',
    '查看上次',
    '中文',
    'English',
  ];
  expect(reached.slice(0, names.length)).toEqual(names.map((name) => name.slice(0, 4)));
});

for (const language of ['zh-CN', 'en'] as const)
  for (const dark of [false, true])
    testOnMachine(needs, `axe finds nothing: ${language}, ${dark ? 'dark' : 'light'}`, async () => {
      const page = await open({ getState: { ...sampleState, language }, getLastReport: report }, { dark });
      expect(await violationsOf(page)).toEqual([]);
      await page.locator('.fold-fine').click();
      for (const row of (await page.locator('details').all()).slice(1)) await row.locator('summary').click();
      expect(await violationsOf(page)).toEqual([]);
      await page.getByRole('button', { name: /上次上报|last sent/ }).click();
      await page.locator('pre').waitFor();
      expect(await violationsOf(page)).toEqual([]);
      expect(await page.evaluate(() => window.violations)).toEqual([]);
    });

const reasons = ['wrong-pin', 'wrong-host', 'expired', 'downgraded'] as const;

testOnMachine(
  needs,
  'each reason for which nothing was sent has its own sentence, in both languages',
  async () => {
    const page = await open();
    const words = { 'zh-CN': connectionZh, en: connectionEn } as const;
    for (const language of ['zh-CN', 'en'] as const)
      for (const reason of reasons) {
        const reporting = { state: 'distrusted', waiting: 3, reason, detail: 'for the log' } as const;
        await page.evaluate((state) => window.tell(state), { ...sampleState, language, reporting });
        await page.getByRole('status').getByText(words[language][reason], { exact: true }).waitFor();
      }
    const all = Object.values(words).flatMap((sentences) => Object.values(sentences));
    expect(new Set(all).size).toBe(2 * reasons.length);
  },
);

testOnMachine(needs, 'what is set and what was seen against it stand in one sentence', async () => {
  const contradiction = {
    id: 'unattended.against-settings',
    values: { set: 300, open: 1140, startedAt: '2026-11-24T05:44:00.000Z' },
  };
  const verdicts = [{ ...screenLockFails, contradiction }];
  const page = await open({ getState: { ...sampleState, language: 'en', verdicts } });
  await page.getByText('Set to lock after 5 minutes, yet seen open and untouched for 19 minutes').waitFor();
  await page.evaluate((state) => window.tell(state), { ...sampleState, verdicts });
  await page.getByText('设置的是5分钟后锁屏，实际却有19分钟没有人操作').waitFor();
});
