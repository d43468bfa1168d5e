import { expect } from 'vitest';
import type { PopupState } from '../../../src/ipc/schema.ts';
import { testOnMachine } from '../../not-run.ts';
import { popupBrowser, popupNeeds, violationsOf } from './popup-browser.ts';
import { sampleState } from './sample-state.ts';

const open = popupBrowser();
const since = '2026-11-28T01:00:00.000Z';
const refused = {
  state: 'refused',
  waiting: 0,
  reason: 'stale-epoch',
  detail: 'The device has enrolled anew.',
} as const;
const withSign = (
  reporting: PopupState['reporting'],
  language: PopupState['language'] = 'zh-CN',
): PopupState => ({
  ...sampleState,
  sharedKey: { since },
  reporting,
  language,
});

testOnMachine(
  popupNeeds,
  'that another computer may use the key is said on top: why, whom to ask, and the command for the clone',
  async () => {
    const page = await open({ getState: withSign(sampleState.reporting) });
    const card = page.getByRole('region', { name: '可能有另一台电脑在用这台电脑的密钥' });
    expect(await card.innerText()).toMatch(/克隆[\s\S]*告诉 IT[\s\S]*deskward enrol --new-key/);
    expect(await card.innerText()).not.toContain('不会被接受');
    await page.evaluate((state) => window.tell(state), withSign(refused));
    await card.getByText('不会被接受').waitFor();
    await page.evaluate((state) => window.tell(state), withSign(refused, 'en'));
    await page.getByRole('region', { name: "Another computer may be using this computer's key" }).waitFor();
    await page.evaluate((state) => window.tell(state), sampleState);
    await card.waitFor({ state: 'detached' });
  },
);

for (const language of ['zh-CN', 'en'] as const)
  for (const dark of [false, true])
    testOnMachine(
      popupNeeds,
      `axe finds nothing in it: ${language}, ${dark ? 'dark' : 'light'}`,
      async () => {
        const page = await open({ getState: withSign(refused, language) }, { dark });
        expect(await violationsOf(page)).toEqual([]);
      },
    );
