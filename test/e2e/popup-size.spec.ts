import { userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { Desktop, type DesktopWindow } from '../desktop/desktop.ts';
import { eventually } from '../desktop/eventually.ts';
import { agentPlace, prepareElectron, runOnce } from './launched-agent.ts';
import { needMachine } from './not-run.ts';

needMachine({ programs: ['/usr/bin/Xvfb', '/usr/bin/xfce4-panel'] }, 'the size of the popup');

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Pixels: electron/popup-window.ts, before the page has said how tall it is. */
const firstHeight = 480;

test('the popup grows to what it shows, and stays on the screen; no notification has a button', async ({
  browserName: _,
}, info) => {
  const electron = await prepareElectron();
  const user = process.getuid?.() === 0 ? 'nobody' : userInfo().username;
  const desktop = await Desktop.start({ user, currentDesktop: 'XFCE' });
  try {
    const place = agentPlace(desktop, electron);
    await runOnce(place);
    // Without Playwright in it: what happens for the user may not depend on a debugger that is attached.
    desktop.start('agent', electron, [root], place.env);
    await eventually('the agent behind its icon', async () => Boolean((await desktop.tray.item()).tooltip));
    await desktop.tray.click();
    const popup = (windows: readonly DesktopWindow[]) => windows.find(({ title }) => title === 'Deskward');
    await eventually('the popup as tall as its content', async () => {
      const open = popup(await desktop.windows());
      return open !== undefined && open.bounds.height > firstHeight;
    });
    await desktop.screenshot(info.outputPath('popup.png'));
    const bounds = popup(await desktop.windows())?.bounds;
    expect(bounds?.y).toBeGreaterThanOrEqual(0);
    expect((bounds?.y ?? 0) + (bounds?.height ?? 0)).toBeLessThanOrEqual(800);
    // Xfce would show the label of an action as a button, and Electron's only label is English.
    expect((await desktop.notifications()).flatMap(({ actions }) => actions)).toEqual([]);
  } finally {
    await desktop.close();
  }
});
