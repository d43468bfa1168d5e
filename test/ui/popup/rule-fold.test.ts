import { expect } from 'vitest';
import type { PopupState, ShownVerdict } from '../../../src/ipc/schema.ts';
import { testOnMachine } from '../../not-run.ts';
import { popupBrowser, popupNeeds, violationsOf } from './popup-browser.ts';
import {
  compliantState,
  passwordUnknown,
  sampleState,
  screenLockFails,
  sharingPasses,
} from './sample-state.ts';

const open = popupBrowser();

const antivirusPasses: ShownVerdict = { ...sharingPasses, rule: 'antivirus' };
const notConcerned: ShownVerdict = { ...sharingPasses, rule: 'network-isolation', status: 'not-applicable' };
const lockAdvised: ShownVerdict = { ...screenLockFails, severity: 'advised' };

function withVerdicts(...verdicts: ShownVerdict[]): { getState: PopupState } {
  return { getState: { ...compliantState, language: 'en', verdicts } };
}

testOnMachine(
  popupNeeds,
  'where all is fine, one line says so, and nothing else of it is shown',
  async () => {
    const page = await open(withVerdicts(antivirusPasses, sharingPasses));
    await page.getByRole('button', { name: '2 are fine', exact: true, expanded: false }).waitFor();
    expect(await page.getByText('Nothing is shared').count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
  },
);

testOnMachine(popupNeeds, 'what wants a look stands above the line, and counts apart from it', async () => {
  const page = await open({ getState: { ...sampleState, language: 'en' } });
  await page.getByRole('button', { name: '1 is fine', exact: true }).waitFor();
  expect(await page.locator('.rule-title').allTextContents()).toEqual([
    'The screen locks by itself',
    'Antivirus is on guard',
    'The password is recent',
  ]);
});

testOnMachine(popupNeeds, 'what does not concern this computer is never counted as fine', async () => {
  const page = await open(withVerdicts(sharingPasses, notConcerned));
  await page.getByRole('button', { name: "1 is fine · 1 doesn't apply here", exact: true }).waitFor();
  await page.evaluate((state) => window.tell(state), withVerdicts(notConcerned).getState);
  await page.getByRole('button', { name: "1 doesn't apply here", exact: true }).waitFor();
  const waived: ShownVerdict = { ...lockAdvised, severity: 'required', status: 'excepted' };
  await page.evaluate((state) => window.tell(state), withVerdicts(waived, sharingPasses).getState);
  await page.getByRole('button', { name: '1 is fine · 1 is excepted', exact: true }).waitFor();
});

testOnMachine(
  popupNeeds,
  'the keyboard opens the line, its rows follow it, and closes it again',
  async () => {
    const page = await open(withVerdicts(antivirusPasses, sharingPasses));
    const line = page.locator('.fold-fine');
    await line.press('Enter');
    await page.getByRole('button', { name: '2 are fine', expanded: true }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Antivirus is on guard');
    const controlled = page.locator(`[id="${await line.getAttribute('aria-controls')}"]`);
    expect(await controlled.locator('.rule-title').allTextContents()).toEqual([
      'Antivirus is on guard',
      'Nothing is shared',
    ]);
    await line.press('Space');
    await page.getByRole('button', { name: '2 are fine', expanded: false }).waitFor();
    expect(await page.locator('details').count()).toBe(0);
  },
);

testOnMachine(popupNeeds, 'each new popup begins with the line closed', async () => {
  const page = await open(withVerdicts(sharingPasses));
  await page.locator('.fold-fine').click();
  await page.locator('details').waitFor();
  await page.reload();
  await page.getByRole('button', { name: '1 is fine', expanded: false }).waitFor();
});

testOnMachine(popupNeeds, 'what only advises is folded too, and is told as advice', async () => {
  const unknownAdvised: ShownVerdict = { ...passwordUnknown, severity: 'advised' };
  const page = await open(withVerdicts(lockAdvised, unknownAdvised, sharingPasses));
  expect(await page.locator('details').count()).toBe(0);
  await page.getByRole('button', { name: "1 is worth improving · 1 can't be told", exact: true }).click();
  const row = page.locator('details').first();
  expect(await row.locator('summary').innerText()).toContain('Worth improving');
  expect(await row.locator('summary').innerText()).not.toContain('Needs fixing');
  expect(await row.evaluate((element: HTMLDetailsElement) => element.open)).toBe(false);
  await row.locator('summary').click();
  await row.getByText('Advised, not required').waitFor();
  expect(await violationsOf(page)).toEqual([]);
});
