import { expect } from 'vitest';
import type { HelpBundle, PopupState } from '../../../src/ipc/schema.ts';
import { testOnMachine } from '../../not-run.ts';
import { popupBrowser, popupNeeds, violationsOf } from './popup-browser.ts';
import { compliantState, sampleState } from './sample-state.ts';

const open = popupBrowser();
const bundle: HelpBundle = {
  text: JSON.stringify({ kind: 'deskward-support-bundle', log: ['<b>not a tag</b>'] }, null, 2),
  logLinesLeftOut: 0,
  factsLeftOut: false,
};
const at = '2026-11-24T08:05:00.000Z';
const said = [{ id: '1', kind: 'help', at, receipt: '2026-0042', refusal: null }];

testOnMachine(
  popupNeeds,
  'help begins with what failed and what its user can try, the worst open',
  async () => {
    const page = await open();
    await page.getByRole('button', { name: '获取帮助' }).click();
    await page.getByRole('heading', { level: 1, name: '获取帮助' }).waitFor();
    const failures = page.locator('.failure');
    expect(await failures.count()).toBe(3);
    expect(await failures.first().getAttribute('open')).not.toBeNull();
    expect(await failures.first().innerText()).toMatch(/锁屏[\s\S]*怎么处理[\s\S]*打开设置/);
    await page.evaluate((state) => window.tell(state), compliantState);
    await page.getByText('没有发现需要处理的项目').waitFor();
  },
);

testOnMachine(
  popupNeeds,
  'the whole of it is shown before anything goes; then it is sent, once, with a word to it',
  async () => {
    const page = await open({ getHelpBundle: bundle, say: true });
    await page.getByRole('button', { name: '获取帮助' }).click();
    await page.getByRole('button', { name: '查看要发给 IT 的内容' }).click();
    const shown = page.getByRole('region', { name: '要发送的内容' });
    expect(await shown.innerText()).toBe(bundle.text);
    expect(await page.evaluate(() => window.asked.some(({ name }) => name === 'say'))).toBe(false);
    await page.getByLabel('出了什么问题').fill(' 电脑很慢 ');
    await page.getByRole('button', { name: '发给 IT' }).click();
    await page.getByRole('button', { name: '发给 IT' }).waitFor({ state: 'detached' });
    const asked = await page.evaluate(() => window.asked.filter(({ name }) => name === 'say'));
    expect(asked.map(({ payload }) => payload)).toEqual([{ kind: 'help', note: '电脑很慢' }]);
    await page.evaluate((state) => window.tell(state), { ...sampleState, said });
    await page.getByRole('status').getByText('回执号 2026-0042').waitFor();
  },
);

testOnMachine(
  popupNeeds,
  'a computer that has not joined saves it to a file; a file that could not be written is said',
  async () => {
    const getState: PopupState = { ...sampleState, reporting: { state: 'not-enrolled' } };
    for (const [outcome, told] of [
      ['saved', '已保存'],
      ['failed', '没能存到那里'],
    ] as const) {
      const page = await open({ getState, getHelpBundle: bundle, saveHelpBundle: outcome });
      await page.getByRole('button', { name: '获取帮助' }).click();
      await page.getByRole('button', { name: '查看要发给 IT 的内容' }).click();
      expect(await page.getByRole('button', { name: '发给 IT' }).count()).toBe(0);
      await page.getByRole('button', { name: '存成文件' }).click();
      await page.getByText(told).waitFor();
    }
  },
);

testOnMachine(popupNeeds, 'what had no room is said', async () => {
  const page = await open({ getHelpBundle: { ...bundle, logLinesLeftOut: 1200, factsLeftOut: true } });
  await page.getByRole('button', { name: '获取帮助' }).click();
  await page.getByRole('button', { name: '查看要发给 IT 的内容' }).click();
  await page.getByText('最早的 1,200 行日志没有放进来').waitFor();
  await page.getByText('有一部分没有放进来').waitFor();
});

for (const language of ['zh-CN', 'en'] as const)
  for (const dark of [false, true])
    testOnMachine(
      popupNeeds,
      `axe finds nothing in the help: ${language}, ${dark ? 'dark' : 'light'}`,
      async () => {
        const state = { ...sampleState, language, said };
        const page = await open(
          { getState: state, getHelpBundle: { ...bundle, logLinesLeftOut: 3 } },
          { dark },
        );
        await page.getByRole('button', { name: /获取帮助|Get help/ }).click();
        await page.locator('.failure').first().waitFor();
        expect(await violationsOf(page)).toEqual([]);
        await page.getByRole('button', { name: /查看要发给|See what IT/ }).click();
        await page.locator('form').waitFor();
        expect(await violationsOf(page)).toEqual([]);
      },
    );
