import { readdirSync, readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, type TestInfo, test } from '@playwright/test';
import { Desktop } from '../desktop/desktop.ts';
import { agentPlace, launchAgent, openPopup, prepareElectron } from './launched-agent.ts';
import { Endpoint } from './line/endpoint.ts';
import { ItPage } from './line/it-page.ts';
import { needMachine } from './not-run.ts';

// One machine and IT over the network: what its person says, from the popup to IT's page, and how it leaves.
test.describe.configure({ mode: 'serial', timeout: 180_000 });

let desktop: Desktop;
let endpoint: Endpoint;
let it: ItPage;
let app: ElectronApplication;
let popup: Page;
let agentFolder = '';

needMachine({ programs: ['/usr/bin/chromium'] }, 'what a person says, in the popup and on IT’s page');

test.beforeAll(async () => {
  const electron = await prepareElectron();
  const user = process.getuid?.() === 0 ? 'nobody' : userInfo().username;
  desktop = await Desktop.start({ user, currentDesktop: 'XFCE' });
  endpoint = await Endpoint.start();
  it = await ItPage.open(endpoint);
  const place = agentPlace(desktop, electron, { DESKWARD_ENROL: endpoint.invitation() });
  const { DESKWARD_HOME: home = '' } = place.env;
  agentFolder = join(home, 'agent');
  app = await launchAgent(place);
  popup = await openPopup(app);
  await expect(popup.locator('.reporting-up-to-date')).toContainText('Reported to IT');
});

test.afterAll(async () => {
  await app?.close();
  await it?.close();
  await desktop?.close();
  await endpoint?.close();
});

function press(name: string): Promise<void> {
  return popup.getByRole('button', { name }).click();
}

/** IT's receipt stands in the view that is open. */
async function expectReceipt(info: TestInfo, name: string): Promise<void> {
  await popup.getByText(/IT has it: said .*, receipt \S+/).waitFor();
  await desktop.screenshot(info.outputPath(`${name}.png`));
  await popup.keyboard.press('Escape');
}

/** Presses until it is there, as a person does: what was said two seconds ago is not said again. */
async function checkUntil(text: RegExp): Promise<void> {
  await expect(async () => {
    await press('Check again');
    await popup.getByText(text).waitFor({ timeout: 5000 });
  }).toPass();
}

async function expectAtIt(text: string): Promise<void> {
  await it.page.getByRole('link', { name: '员工反馈' }).click();
  await expect(it.page.getByText(text)).toBeVisible();
}

test('that the computer is somebody else’s, and a suspected leak, reach IT; the receipts come back', async ({
  browserName: _,
}, info) => {
  await press('Not right? Tell IT');
  await popup.getByLabel("What isn't right (optional)").fill('It is Li Na’s');
  await press('Tell IT');
  await expectReceipt(info, 'not-right');
  await press('Report a leak');
  await popup.getByLabel('What happened').fill('A quotation went to the wrong customer');
  await press('Report now');
  await expectReceipt(info, 'leak');
  await expectAtIt('It is Li Na’s');
  await expectAtIt('A quotation went to the wrong customer');
});

test('help: first what one can try, then what IT would get, read before it goes; sent, and kept as a file', async ({
  browserName: _,
}, info) => {
  await press('Get help');
  await popup.getByText('What needs fixing here, and what you can try yourself:').waitFor();
  await desktop.screenshot(info.outputPath('help-first-steps.png'));
  await press('See what IT would get');
  const shown = await popup.getByRole('region', { name: 'What is sent' }).innerText();
  expect(Object.keys(JSON.parse(shown))).toEqual(expect.arrayContaining(['verdicts', 'facts']));
  expect(shown).not.toContain(`"${hostname()}"`);
  await desktop.screenshot(info.outputPath('help-bundle.png'));

  const file = join(desktop.folder, 'home', 'help.json');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  await press('Save to a file');
  await popup.getByText('Saved. You can hand the file to IT.').waitFor();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(shown));

  await popup.getByLabel('What is the matter (optional)').fill('The screen lock does not stay');
  await press('Send to IT');
  await expectReceipt(info, 'help-sent');
  await expectAtIt('The screen lock does not stay');
});

test('signed off: told on the popup, the last check sent, and once IT has confirmed nothing of the device is left', async ({
  browserName: _,
}, info) => {
  endpoint.run('sign-off', hostname(), '--reason', 'moves on');
  await checkUntil(/IT has begun the sign-off of this computer/);
  await popup.getByText(/The last check reached IT/).waitFor();
  await desktop.screenshot(info.outputPath('sign-off.png'));
  endpoint.run('sign-off', hostname(), '--confirm');
  await checkUntil(/This computer has been signed off/);
  await desktop.screenshot(info.outputPath('signed-off.png'));
  await expect
    .poll(() => readdirSync(agentFolder).filter((name) => /key|outbox|journal|^last-/.test(name)))
    .toEqual([]);
});
