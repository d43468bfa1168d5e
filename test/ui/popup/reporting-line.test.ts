import { expect } from 'vitest';
import type { PopupState } from '../../../src/ipc/schema.ts';
import { testOnMachine } from '../../not-run.ts';
import { popupBrowser, popupNeeds } from './popup-browser.ts';
import { sampleState } from './sample-state.ts';

const open = popupBrowser();
const detail = 'The message of the endpoint.';
const refused = (reason: string): PopupState => ({
  ...sampleState,
  reporting: { state: 'refused', waiting: 1, reason, detail },
});

testOnMachine(
  popupNeeds,
  'why reports are not taken is said in the words of its reader, with what to do',
  async () => {
    const page = await open({ getState: refused('device-revoked') });
    const line = page.locator('.reporting');
    for (const [reason, told] of [
      ['device-revoked', '请联系 IT 恢复'],
      ['unknown-device', '请向 IT 要新的登记串'],
      ['unknown-epoch', '请向 IT 要新的登记串'],
      ['retired-key', '请向 IT 要新的登记串'],
      ['bad-signature', '请向 IT 要新的登记串'],
      ['stale-epoch', '请告诉 IT'],
      ['sequence-conflict', '请告诉 IT'],
      ['too-large', '请告诉 IT'],
      ['invalid-report', '请告诉 IT'],
    ] as const) {
      await page.evaluate((state) => window.tell(state), refused(reason));
      await line.getByText(told).waitFor();
      expect(await line.innerText()).not.toContain(detail);
    }
  },
);

testOnMachine(
  popupNeeds,
  'a reason that this version does not know is told as the endpoint told it',
  async () => {
    const page = await open({ getState: refused('of-a-later-version') });
    expect(await page.locator('.reporting').innerText()).toMatch(/The message of the endpoint.*转告 IT/);
  },
);

testOnMachine(popupNeeds, 'a computer that reports by file promises no report by itself', async () => {
  const offline = { state: 'offline', waiting: 3, lastSentAt: null } as const;
  const page = await open({ getState: { ...sampleState, profile: 'dedicated', reporting: offline } });
  const line = page.locator('.reporting');
  expect(await line.innerText()).toBe('3 份报告等着写成文件交给 IT。');
  await page.evaluate((state) => window.tell(state), { ...sampleState, reporting: offline });
  await line.getByText('会在恢复后自动上报').waitFor();
});
