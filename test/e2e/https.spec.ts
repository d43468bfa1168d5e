import { readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Desktop } from '../desktop/desktop.ts';
import { eventually } from '../desktop/eventually.ts';
import { agentPlace, launchAgent, openPopup, prepareElectron } from './launched-agent.ts';
import { Endpoint } from './line/endpoint.ts';

// Electron's TLS is BoringSSL, Node's is OpenSSL: what the unit tests prove with the one is looked at with the other.
test.describe.configure({ mode: 'serial', timeout: 180_000 });

let desktop: Desktop;
let endpoint: Endpoint;
let electron: string;

test.beforeAll(async () => {
  electron = await prepareElectron();
  const user = process.getuid?.() === 0 ? 'nobody' : userInfo().username;
  desktop = await Desktop.start({ user, currentDesktop: 'XFCE' });
  endpoint = await Endpoint.start(['--host', '0.0.0.0', '--name', 'localhost']);
});

test.afterAll(async () => {
  await desktop?.close();
  await endpoint?.close();
});

test('the tray agent reports over HTTPS to the key that its enrolment string names', async () => {
  const invitation = endpoint.invitation();
  expect(invitation).toContain('&pin=sha256:');
  const app = await launchAgent(agentPlace(desktop, electron, { DESKWARD_ENROL: invitation }));
  const popup = await openPopup(app);
  await expect(popup.locator('.reporting-up-to-date')).toContainText('Reported to IT');
  expect(endpoint.devices()).toBe(1);
  await app.close();
});

test('to another key it sends nothing; popup and log say so', async () => {
  const place = agentPlace(desktop, electron);
  const { DESKWARD_HOME: home = '' } = place.env;
  const folder = join(home, 'agent');
  const file = join(folder, 'settings.json');
  const settings = JSON.parse(readFileSync(file, 'utf8'));
  // A new epoch has everything to tell.
  const enrolment = { ...settings.enrolment, pin: 'ab'.repeat(32), epoch: settings.enrolment.epoch + 1 };
  writeFileSync(file, JSON.stringify({ ...settings, enrolment }));
  const app = await launchAgent(place);
  const popup = await openPopup(app);
  await expect(popup.locator('.reporting-distrusted')).toHaveText(/another certificate.*Nothing was sent/);
  await eventually('the log', () =>
    readFileSync(join(folder, 'logs', 'agent.log'), 'utf8').includes('(wrong-pin)'),
  );
  await app.close();
});
