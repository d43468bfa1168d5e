import { expect } from 'vitest';
import type { PopupState } from '../../../src/ipc/schema.ts';
import { testOnMachine } from '../../not-run.ts';
import { popupBrowser, popupNeeds, violationsOf } from './popup-browser.ts';
import { sampleState } from './sample-state.ts';

const open = popupBrowser();
const at = '2026-11-28T01:00:00.000Z';
const pending = {
  state: 'pending',
  ...{ person: '李娜', reason: '离职', askedBy: '王伟', askedAt: at },
  lastScanSentAt: null,
} as const;
const gone = {
  state: 'signed-off',
  ...{ person: '李娜', reason: '离职', confirmedBy: '王伟', confirmedAt: at },
  unsent: 2,
} as const;
const withSignOff = (
  signOff: PopupState['signOff'],
  language: PopupState['language'] = 'zh-CN',
): PopupState => ({
  ...sampleState,
  signOff,
  language,
});

testOnMachine(
  popupNeeds,
  'a sign-off that has begun stands on top: who asked, for whom, why, what to do, how far it is',
  async () => {
    const page = await open({ getState: withSignOff(pending) });
    const card = page.getByRole('region', { name: 'IT 正在办理这台电脑的签离' });
    expect(await card.innerText()).toMatch(
      /王伟[\s\S]*李娜[\s\S]*离职[\s\S]*交给 IT[\s\S]*正在把最后一次检查/,
    );
    await page.evaluate((state) => window.tell(state), withSignOff({ ...pending, lastScanSentAt: at }));
    await card.getByText('等待 IT 确认').waitFor();
    await page.evaluate((state) => window.tell(state), withSignOff(null));
    await card.waitFor({ state: 'detached' });
  },
);

testOnMachine(
  popupNeeds,
  'without a network it says to take the file to IT, and not to stay online, and leads there',
  async () => {
    const page = await open({ getState: { ...withSignOff(pending), profile: 'dedicated' } });
    const card = page.getByRole('region', { name: 'IT 正在办理这台电脑的签离' });
    const text = await card.innerText();
    expect(text).toContain('写进 U 盘');
    expect(text).not.toMatch(/联网。|正在把/);
    await card.getByRole('button', { name: '不联网时交给 IT' }).click();
    await page.getByRole('heading', { level: 1, name: '没有网络时' }).waitFor();
  },
);

testOnMachine(
  popupNeeds,
  'once it is confirmed nothing else stands there, and nothing can be asked for',
  async () => {
    const page = await open({ getState: withSignOff(gone) });
    await page.getByRole('heading', { level: 1, name: '这台电脑已签离' }).waitFor();
    expect(await page.locator('main').innerText()).toMatch(/李娜[\s\S]*王伟[\s\S]*有 2 条/);
    expect(await page.getByRole('button').allInnerTexts()).toEqual(['不联网登记', '关闭', '中文', 'English']);
  },
);

testOnMachine(
  popupNeeds,
  'a computer that is signed off joins again by a file, and says so at once',
  async () => {
    const reporting = { state: 'not-enrolled' } as const;
    const getState = { ...withSignOff(gone), reporting };
    const written = { ok: true, file: '/u/pc.deskward', joins: true, reports: 0, bytes: 1024 } as const;
    const page = await open({ getState, joinByFile: { ok: true, written } });
    await page.getByRole('button', { name: '不联网登记' }).click();
    await page.getByRole('button', { name: '返回' }).click();
    await page.getByRole('heading', { level: 1, name: '这台电脑已签离' }).waitFor();
    await page.getByRole('button', { name: '不联网登记' }).click();
    await page.getByRole('button', { name: '选择 IT 给的文件…' }).click();
    await page.getByText('登记申请已写入 /u/pc.deskward').waitFor();
    const joining = { ...withSignOff(null), reporting: { state: 'joining', since: at } };
    await page.evaluate((state) => window.tell(state), joining);
    await page.getByText('这台电脑正在申请登记').waitFor();
  },
);

for (const language of ['zh-CN', 'en'] as const)
  for (const dark of [false, true])
    testOnMachine(
      popupNeeds,
      `axe finds nothing in a sign-off: ${language}, ${dark ? 'dark' : 'light'}`,
      async () => {
        const page = await open({ getState: withSignOff(pending, language) }, { dark });
        expect(await violationsOf(page)).toEqual([]);
        await page.evaluate((state) => window.tell(state), withSignOff(gone, language));
        await page.locator('.signed-off').waitFor();
        expect(await violationsOf(page)).toEqual([]);
      },
    );
