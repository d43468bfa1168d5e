import type { Page } from '@playwright/test';
import { expect } from 'vitest';
import type { PopupState, SaidStatement } from '../../../src/ipc/schema.ts';
import { testOnMachine } from '../../not-run.ts';
import { popupBrowser, popupNeeds, violationsOf } from './popup-browser.ts';
import { sampleState } from './sample-state.ts';

const open = popupBrowser();
const at = '2026-11-24T08:05:00.000Z';
const waiting: SaidStatement = { id: '1', kind: 'incident', at, receipt: null, refusal: null };
const withSaid = (...said: SaidStatement[]): PopupState => ({ ...sampleState, said });

async function saidTo(page: Page): Promise<unknown[]> {
  return page.evaluate(() => window.asked.filter(({ name }) => name === 'say').map(({ payload }) => payload));
}

testOnMachine(
  popupNeeds,
  'whose computer IT takes it for stands there, once the device has joined',
  async () => {
    const page = await open();
    const card = page.getByRole('region', { name: 'IT 登记的信息' });
    expect(await card.innerText()).toMatch(/李娜\s+部门\s+财务部\s+类型\s+普通办公/);
    const nobody = { ...sampleState, owner: '', department: '' };
    await page.evaluate((state) => window.tell(state), nobody);
    await card.getByText('未登记').first().waitFor();
    await page.evaluate((state) => window.tell(state), {
      ...sampleState,
      reporting: { state: 'not-enrolled' },
    });
    await card.waitFor({ state: 'detached' });
  },
);

testOnMachine(popupNeeds, 'that it is not right is said with one press, a word to it or none', async () => {
  const page = await open({ say: true });
  await page.getByRole('button', { name: '信息不对？告诉 IT' }).click();
  await page.getByRole('button', { name: '告诉 IT' }).click();
  await page.getByLabel('哪里不对（可不填）').fill('  这是赵强的电脑 ');
  await page.getByRole('button', { name: '告诉 IT' }).click();
  await page.waitForFunction(() => window.asked.filter(({ name }) => name === 'say').length === 2);
  expect(await saidTo(page)).toEqual([
    { kind: 'not-right', note: '' },
    { kind: 'not-right', note: '这是赵强的电脑' },
  ]);
});

testOnMachine(
  popupNeeds,
  'a suspected leak is written with the keyboard alone, and its receipt is shown',
  async () => {
    const page = await open({ say: true });
    await page.getByRole('button', { name: '报告泄密' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: '报告可疑泄密' }).waitFor();
    for (const text of ['报价单发错了人', '今天上午', '一位客户']) {
      await page.keyboard.press('Tab');
      await page.keyboard.type(text);
    }
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.asked.some(({ name }) => name === 'say'));
    expect(await saidTo(page)).toEqual([
      { kind: 'incident', what: '报价单发错了人', when: '今天上午', who: '一位客户' },
    ]);
    await page.evaluate((state) => window.tell(state), withSaid(waiting));
    await page.getByRole('status').getByText('连上 IT 后会马上送到').waitFor();
    await page.evaluate((state) => window.tell(state), withSaid({ ...waiting, receipt: '2026-0042' }));
    await page.getByRole('status').getByText('回执号 2026-0042').waitFor();
    expect(await page.getByLabel('发生了什么').inputValue()).toBe('');
  },
);

testOnMachine(
  popupNeeds,
  'what waits says how it leaves from here, and a leak not to wait for that',
  async () => {
    const page = await open({ getState: withSaid(waiting) });
    await page.getByRole('button', { name: '报告泄密' }).click();
    const said = page.getByRole('status');
    await said.getByText('连上 IT 后会马上送到').waitFor();
    await page.getByText('请同时打电话或当面告诉 IT').waitFor();
    await page.evaluate((state) => window.tell(state), { ...withSaid(waiting), profile: 'dedicated' });
    await said.getByText('会随下一个文件交给 IT').waitFor();
    await page.getByText('这台电脑不联网').waitFor();
    await page.getByRole('button', { name: '不联网时交给 IT' }).waitFor();
    const reporting = { state: 'not-enrolled' };
    await page.evaluate((state) => window.tell(state), { ...withSaid(waiting), reporting });
    await said.getByText('在 IT 登记后才会送出').waitFor();
    await page.getByText('暂时送不出去').waitFor();
    await page.evaluate((state) => window.tell(state), withSaid({ ...waiting, refusal: 'No.' }));
    await said.getByText('没有送达，请直接告诉 IT').waitFor();
    expect(await page.getByText('请同时打电话').count()).toBe(0);
  },
);

testOnMachine(popupNeeds, 'a receipt number stays in one piece on the narrowest popup', async () => {
  const received = { ...waiting, receipt: '2026-123456789' };
  const page = await open({ getState: { ...withSaid(received), language: 'en' } });
  await page.getByRole('button', { name: 'Report a leak' }).click();
  const receipt = page.locator('.receipt');
  for (let width = 300; width < 420; width += 4) {
    await page.setViewportSize({ width, height: 640 });
    expect(await receipt.evaluate((element) => element.getClientRects().length)).toBe(1);
  }
});

testOnMachine(popupNeeds, 'what could not be kept is not lost from the form, and that is said', async () => {
  const page = await open({ say: false });
  await page.getByRole('button', { name: '报告泄密' }).click();
  const send = page.getByRole('button', { name: '马上报告' });
  await send.click();
  expect(await saidTo(page)).toEqual([]);
  await page.getByLabel('发生了什么').fill('报价单发错了人');
  await send.click();
  await page.getByRole('alert').getByText('没有成功').waitFor();
  expect(await page.getByLabel('发生了什么').inputValue()).toBe('报价单发错了人');
});

for (const language of ['zh-CN', 'en'] as const)
  for (const dark of [false, true])
    testOnMachine(
      popupNeeds,
      `axe finds nothing in the forms: ${language}, ${dark ? 'dark' : 'light'}`,
      async () => {
        const said = [
          waiting,
          { ...waiting, id: '2', receipt: '2026-0001' },
          { ...waiting, id: '3', refusal: 'No.' },
        ];
        const state = {
          ...withSaid(...said, ...said.map((one) => ({ ...one, kind: 'not-right', id: `n${one.id}` }))),
          language,
        };
        const page = await open({ getState: state }, { dark });
        for (const name of [/告诉 IT|Tell IT/, /报告泄密|Report a leak/]) {
          await page.getByRole('button', { name }).click();
          await page.locator('form').waitFor();
          expect(await violationsOf(page)).toEqual([]);
          await page.keyboard.press('Escape');
        }
      },
    );
