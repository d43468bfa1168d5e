import type { Page } from '@playwright/test';
import { expect } from 'vitest';
import type { PopupState } from '../../../src/ipc/schema.ts';
import { articles } from '../../../src/rules/rulebook.ts';
import { testOnMachine } from '../../not-run.ts';
import { popupBrowser, popupNeeds, violationsOf } from './popup-browser.ts';
import { sampleState, trainingFails } from './sample-state.ts';

const open = popupBrowser();
const untrained: PopupState = { ...sampleState, verdicts: [trainingFails] };
const result = { score: 6, passed: false, kept: true };

/** With the keyboard alone: each group is one stop, the space bar takes its first answer. */
async function answerAll(page: Page): Promise<void> {
  for (let question = 0; question < 10; question += 1) {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
  }
}

testOnMachine(popupNeeds, 'the rulebook is read in the popup, each article with its clause', async () => {
  const page = await open({ getState: untrained });
  await page.getByRole('button', { name: '阅读并答题' }).click();
  await page.getByRole('heading', { level: 1, name: '学习与答题' }).waitFor();
  expect(await page.getByRole('heading', { level: 2 }).count()).toBe(articles.length + 1);
  await page.getByText('信息系统安全第七条').waitFor();
  await page.getByText('企业保密制度第三章第七条').waitFor();
});

testOnMachine(
  popupNeeds,
  'ten questions are answered with the keyboard; what was wrong is shown with its clause',
  async () => {
    const page = await open({ getState: untrained, answerQuiz: result });
    await page.getByRole('button', { name: '阅读并答题' }).press('Enter');
    await page.getByRole('button', { name: '读完了，开始答题' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: '答题' }).waitFor();
    // The way back comes before the questions.
    await page.getByRole('button', { name: '返回' }).focus();
    await answerAll(page);
    expect(await page.locator('input:checked').count()).toBe(10);
    const wrong = await page.locator('input:checked:not([value="right"])').count();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '还没有通过：6 / 10' }).waitFor();
    expect(await page.getByText('你的回答：').count()).toBe(wrong);
    expect(await page.getByText('正确答案：').count()).toBe(wrong);
    expect(await page.getByText('依据：').count()).toBe(wrong);
    const sent = await page.evaluate(() => window.asked.find(({ name }) => name === 'answerQuiz')?.payload);
    expect(sent).toHaveLength(10);
    await page.getByRole('button', { name: '换一组题再答' }).click();
    await page.getByRole('heading', { level: 1, name: '答题' }).waitFor();
    expect(await page.locator('input:checked').count()).toBe(0);
  },
);

testOnMachine(
  popupNeeds,
  'who passed is told for how long it holds, and is done with one press',
  async () => {
    const page = await open({ getState: untrained, answerQuiz: { score: 10, passed: true, kept: true } });
    await page.getByRole('button', { name: '阅读并答题' }).click();
    await page.getByRole('button', { name: '读完了，开始答题' }).click();
    for (const group of await page.getByRole('group').all()) await group.locator('[value="right"]').check();
    await page.getByRole('button', { name: '交卷' }).click();
    await page.getByRole('heading', { level: 1, name: '通过了：10 / 10' }).waitFor();
    await page.getByText('十二个月内有效').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: '完成' }).click();
    await page.getByRole('heading', { level: 1, name: /需要处理/ }).waitFor();
  },
);

testOnMachine(popupNeeds, 'nothing is handed in while a question is open', async () => {
  const page = await open({ getState: untrained, answerQuiz: result });
  await page.getByRole('button', { name: '阅读并答题' }).click();
  await page.getByRole('button', { name: '读完了，开始答题' }).click();
  await page.getByRole('button', { name: '交卷' }).click();
  expect(await page.evaluate(() => window.asked.some(({ name }) => name === 'answerQuiz'))).toBe(false);
});

for (const language of ['zh-CN', 'en'] as const)
  for (const dark of [false, true])
    testOnMachine(
      popupNeeds,
      `axe finds nothing on the way: ${language}, ${dark ? 'dark' : 'light'}`,
      async () => {
        const page = await open({ getState: { ...untrained, language }, answerQuiz: result }, { dark });
        await page.getByRole('button', { name: /阅读并答题|Read and answer/ }).click();
        expect(await violationsOf(page)).toEqual([]);
        await page.getByRole('button', { name: /开始答题|to the questions/ }).click();
        expect(await violationsOf(page)).toEqual([]);
        for (const group of await page.getByRole('group').all())
          await group.getByRole('radio').last().check();
        await page.getByRole('button', { name: /交卷|Hand in/ }).click();
        await page.getByRole('button', { name: /换一组题|other questions/ }).waitFor();
        expect(await violationsOf(page)).toEqual([]);
      },
    );
