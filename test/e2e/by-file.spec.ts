import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { Desktop } from '../desktop/desktop.ts';
import { giveTo } from '../desktop/ownership.ts';
import { agentPlace, launchAgent, openPopup, prepareElectron } from './launched-agent.ts';
import { Endpoint } from './line/endpoint.ts';

// One machine that no network leads anywhere from, one drive: from joining to its sign-off, by the popup's own dialogs.
test.describe.configure({ mode: 'serial', timeout: 180_000 });

/** As it is drawn in assets/svg/tray-signed-off.svg. */
const greyShield = '#5f6b7a';

let desktop: Desktop;
let endpoint: Endpoint;
let app: ElectronApplication;
let popup: Page;
let drive = '';

test.beforeAll(async () => {
  const electron = await prepareElectron();
  const user = process.getuid?.() === 0 ? 'nobody' : userInfo().username;
  desktop = await Desktop.start({ user, currentDesktop: 'XFCE' });
  endpoint = await Endpoint.start(['--host', '127.0.0.1', '--name', 'nowhere.invalid']);
  drive = join(desktop.folder, 'drive');
  mkdirSync(drive);
  giveTo(desktop.user, drive);
  app = await launchAgent(agentPlace(desktop, electron));
  popup = await openPopup(app);
});

test.afterAll(async () => {
  await app?.close();
  await desktop?.close();
  await endpoint?.close();
});

/** What the person chooses in the system's dialogs from here on; null: nothing. */
function choose(file: string | null): Promise<void> {
  return app.evaluate(({ dialog }, chosen) => {
    const filePaths = chosen === null ? [] : [chosen];
    dialog.showOpenDialog = async (...asked: unknown[]) => {
      Object.assign(globalThis, { asked: asked.at(-1) });
      return { canceled: chosen === null, filePaths };
    };
    dialog.showSaveDialog = async () => ({ canceled: chosen === null, filePath: chosen ?? '' });
  }, file);
}

/** What the dialog that was opened last called the files it showed. */
function kindAskedFor(): Promise<string | undefined> {
  return app.evaluate(() => {
    const { asked } = globalThis as unknown as { asked?: Electron.OpenDialogOptions };
    return asked?.filters?.[0]?.name;
  });
}

function press(name: string): Promise<void> {
  return popup.getByRole('button', { name }).click();
}

/** At IT: every file of the drive is imported. @returns what was said, and where the reply lies. */
function imported(): { said: string; reply: string } {
  const bundles = readdirSync(drive).filter((name) => name.endsWith('.deskward'));
  const said = endpoint.run('import', ...bundles.map((name) => join(drive, name)));
  giveTo(desktop.user, drive);
  const reply = readdirSync(drive).find((name) => name.endsWith('.deskward-reply')) ?? '';
  return { said, reply: join(drive, reply) };
}

test('two presses let it join: IT’s file, then the reply; its first reports lie on the drive by then', async () => {
  const given = join(drive, 'lab.deskward-enrolment');
  endpoint.run('token', '--profile', 'dedicated', '--file', given);
  giveTo(desktop.user, drive);
  await press('Join IT without a network');
  await choose(null);
  await press("Choose IT's file…");
  await choose('/etc/hostname');
  await press("Choose IT's file…");
  await popup.getByText('hostname is not an enrolment file').waitFor();
  await choose(given);
  await press("Choose IT's file…");
  await popup.getByText('The request to join is in').waitFor();
  expect(await kindAskedFor()).toBe("IT's file for joining");
  const asked = imported();
  expect(asked.said).toContain('is enrolled as');
  await choose(asked.reply);
  await press("Take in IT's reply…");
  await popup.getByText('This computer has joined').waitFor();
  expect(await kindAskedFor()).toBe('Reply from IT');
  await popup.getByText(/reports? written to/).waitFor();
  expect(imported().said).toMatch(/[1-9]\d* reports of .* taken in/);
});

test('the drive is chosen in the dialog; cancelled, nothing is written and nothing said; another file is no reply', async () => {
  const file = join(drive, 'own.deskward');
  await choose(null);
  await press('Write the file…');
  await choose(join(drive, 'pulled-out', 'own.deskward'));
  await press('Write the file…');
  await popup.getByText('no half file was left').waitFor();
  await choose(file);
  await press('Write the file…');
  await popup
    .getByText(`to ${file}`)
    .or(popup.getByText(`${file} only asks`))
    .waitFor();
  expect(statSync(file).size).toBeGreaterThan(100);
  await choose('/etc/hostname');
  await press("Take in IT's reply…");
  await popup.getByText("hostname is not a reply of IT's server").waitFor();
});

test('signed off: the reply tells it, the last check lies beside it at once, and the last reply ends it', async ({
  browserName: _,
}, info) => {
  endpoint.run('sign-off', hostname(), '--reason', 'moves on');
  await choose(imported().reply);
  await press("Take in IT's reply…");
  await popup.getByText('IT has begun the sign-off of this computer. The last check').waitFor();
  await popup.getByText(/[1-9]\d* reports? written to/).waitFor();
  await desktop.screenshot(info.outputPath('begun.png'));
  expect(imported().said).toContain('the last check of its sign-off is here');
  endpoint.run('sign-off', hostname(), '--confirm');
  await choose(imported().reply);
  await press("Take in IT's reply…");
  await popup.getByRole('heading', { level: 1, name: 'This computer has been signed off' }).waitFor();
  // The panel draws when it likes: the icon that alarms nobody is there before the picture is taken.
  await expect.poll(async () => (await desktop.tray.item()).colour).toBe(greyShield);
  await desktop.screenshot(info.outputPath('over.png'));
});

test('its next user joins it again, with a file and from the very page that says it is signed off', async ({
  browserName: _,
}, info) => {
  for (const name of readdirSync(drive)) rmSync(join(drive, name));
  const given = join(drive, 'next.deskward-enrolment');
  endpoint.run('token', '--profile', 'dedicated', '--file', given);
  giveTo(desktop.user, drive);
  await press('Join IT without a network');
  await choose(given);
  await press("Choose IT's file…");
  await popup.getByText('The request to join is in').waitFor();
  const asked = imported();
  expect(asked.said).toContain('is enrolled as');
  await choose(asked.reply);
  await press("Take in IT's reply…");
  await popup.getByText('This computer has joined').waitFor();
  await desktop.screenshot(info.outputPath('joined-again.png'));
});
