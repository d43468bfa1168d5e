import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { requestNames } from '../../src/ipc/channels.ts';
import { Desktop } from '../desktop/desktop.ts';
import { eventually } from '../desktop/eventually.ts';
import {
  type AgentPlace,
  agentPlace,
  launchAgent,
  openPopup,
  prepareElectron,
  runOnce,
} from './launched-agent.ts';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

let desktop: Desktop;
let place: AgentPlace;
let app: ElectronApplication;
let popup: Page;
let outside: Server;
let outsideUrl = '';

test.beforeAll(async () => {
  const electron = await prepareElectron();
  const user = process.getuid?.() === 0 ? 'nobody' : userInfo().username;
  desktop = await Desktop.start({ user, currentDesktop: 'XFCE' });
  outside = createServer((_request, response) => response.end('reached')).listen(0, '127.0.0.1');
  await once(outside, 'listening');
  outsideUrl = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/`;
  place = agentPlace(desktop, electron);
  await runOnce(place);
  app = await launchAgent(place);
});

test.afterAll(async () => {
  await app?.close();
  await desktop?.close();
  outside?.close();
});

function windowCount(): Promise<number> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
}

function rendererCount(): Promise<number> {
  return app.evaluate(
    ({ app: electron }) => electron.getAppMetrics().filter(({ type }) => type === 'Tab').length,
  );
}

test('no window exists until someone asks for one', async () => {
  await eventually('the scan after the start', async () => {
    const { tooltip } = await desktop.tray.item();
    return tooltip !== null && !/checking|not checked/.test(tooltip);
  });
  expect(await windowCount()).toBe(0);
  expect(await rendererCount()).toBe(0);
});

test('a second start opens the popup of the first', async ({ browserName: _ }, info) => {
  const opened = app.waitForEvent('window');
  const second = desktop.start('second-agent', place.electron, app.process().spawnargs.slice(-1), place.env);
  const [code] = await once(second, 'exit');
  expect(code).toBe(0);
  popup = await opened;
  await popup.getByRole('heading', { level: 1 }).waitFor();
  expect(popup.url()).toBe('app://popup/index.html');
  const shown = await eventually('the popup on the screen', async () =>
    (await desktop.windows()).find((window) => /^(Deskward|工位卫士)$/.test(window.title)),
  );
  expect(shown.inTaskList).toBe(false);
  await desktop.screenshot(info.outputPath('popup.png'));
});

type Preferences = Readonly<Record<string, unknown>>;

/** What really holds for the popup. Electron's types leave this method out, and there is no other way. */
function popupPreferences(): Promise<Preferences> {
  return app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('no popup is open');
    const contents = window.webContents as unknown as { getLastWebPreferences(): Preferences };
    return contents.getLastWebPreferences();
  });
}

test('the popup has every lock that Electron knows', async () => {
  const preferences = await popupPreferences();
  const on = ['sandbox', 'contextIsolation', 'webSecurity'];
  const off = [
    'nodeIntegration',
    'nodeIntegrationInWorker',
    'nodeIntegrationInSubFrames',
    'webviewTag',
    'allowRunningInsecureContent',
    'experimentalFeatures',
    'enableBlinkFeatures',
  ];
  expect(on.filter((name) => preferences[name] !== true)).toEqual([]);
  expect(off.filter((name) => Boolean(preferences[name]))).toEqual([]);
});

test('the renderer runs in the sandbox, by the word of the kernel', async () => {
  const pids = await app.evaluate(({ app: electron }) =>
    electron
      .getAppMetrics()
      .filter(({ type }) => type === 'Tab')
      .map(({ pid }) => pid),
  );
  expect(pids).toHaveLength(1);
  // 2: a seccomp filter decides over every system call (proc(5)).
  expect(readFileSync(`/proc/${pids[0]}/status`, 'utf8')).toMatch(/^Seccomp:\s*2$/m);
});

test('the page sees the client of the contract and nothing of Node or Electron', async () => {
  const seen = await popup.evaluate(() => ({
    node: [
      typeof Reflect.get(window, 'require'),
      typeof Reflect.get(window, 'process'),
      typeof Reflect.get(window, 'module'),
    ],
    client: Object.keys(Reflect.get(window, 'deskward') as object).sort(),
  }));
  expect(seen.node).toEqual(['undefined', 'undefined', 'undefined']);
  expect(seen.client).toEqual([...requestNames, 'on'].sort());
});

test('the content policy stops script, style, image and connection from elsewhere', async () => {
  const result = await popup.evaluate(async (url) => {
    const violated = new Set<string>();
    document.addEventListener('securitypolicyviolation', (event) => violated.add(event.effectiveDirective));
    const attempt = (act: () => unknown): void => {
      try {
        act();
      } catch {
        // Trusted Types refuse by throwing.
      }
    };
    attempt(() => {
      const script = document.createElement('script');
      script.append('window.pwned = true');
      document.head.append(script);
    });
    attempt(() => {
      const style = document.createElement('style');
      style.append('body { color: red }');
      document.head.append(style);
    });
    attempt(() => document.body.setAttribute('onclick', 'window.pwned = true'));
    attempt(() => {
      document.body.innerHTML += '<p>';
    });
    new Image().src = `${url}pixel.png`;
    const fetched = await fetch(url).then(
      () => 'reached',
      () => 'refused',
    );
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return { violated: [...violated], fetched, pwned: Reflect.get(window, 'pwned') as unknown };
  }, outsideUrl);
  expect(result.fetched).toBe('refused');
  expect(result.pwned).toBe(undefined);
  expect(result.violated).toEqual(
    expect.arrayContaining(['style-src-elem', 'img-src', 'connect-src', 'require-trusted-types-for']),
  );
});

test('no permission is ever given', async () => {
  const answers = await popup.evaluate(async () => {
    const states = await Promise.all(
      ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'].map(
        async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
      ),
    );
    return [...states, await Notification.requestPermission()];
  });
  expect([...new Set(answers)]).toEqual(['denied']);
});

test('the page stays where it is', async () => {
  // Registered after the product's own listener, so that it sees what that one decided.
  await app.evaluate(({ BrowserWindow }) => {
    const decisions: boolean[] = [];
    Reflect.set(globalThis, 'decisions', decisions);
    BrowserWindow.getAllWindows()[0]?.webContents.on('will-frame-navigate', (event) => {
      decisions.push(event.defaultPrevented);
    });
  });
  await popup.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'app://popup/main.css';
    document.body.append(link);
    link.click();
    link.remove();
  });
  const decided = await eventually('the try to navigate', async () => {
    const decisions = await app.evaluate(() => Reflect.get(globalThis, 'decisions') as boolean[]);
    return decisions.length > 0 && decisions;
  });
  expect(decided).toEqual([true]);
  expect(popup.url()).toBe('app://popup/index.html');
});

test('the page opens no window', async () => {
  expect(await popup.evaluate((url) => window.open(url) === null, outsideUrl)).toBe(true);
  expect(await windowCount()).toBe(1);
});

test('the session reaches app:// and nothing else, and no file beside the popup', async () => {
  const answers = await app.evaluate(async ({ session }, url) => {
    const ask = (address: string): Promise<unknown> =>
      session.defaultSession.fetch(address).then(
        (response) => response.status,
        (error: Error) => error.message,
      );
    return {
      own: await ask('app://popup/main.css'),
      traversal: await ask('app://popup/..%2f..%2felectron%2fmain.js'),
      beside: await ask('app://popup/electron/main.js'),
      other: await ask('app://other/index.html'),
      network: await ask(url),
      file: await ask('file:///etc/passwd'),
    };
  }, outsideUrl);
  expect(answers).toMatchObject({ own: 200, traversal: 404, beside: 404, other: 404, file: 403 });
  expect(String(answers.network)).toContain('ERR_BLOCKED_BY_CLIENT');
});

test('a window that is not the popup gets no answer, with the same preload and address', async () => {
  const opened = app.waitForEvent('window');
  const preload = fileURLToPath(new URL('../../dist/electron/preload.cjs', import.meta.url));
  await app.evaluate(async ({ BrowserWindow }, preload) => {
    const foreign = new BrowserWindow({ show: false, webPreferences: { preload } });
    await foreign.loadURL('app://popup/index.html');
  }, preload);
  const foreign = await opened;
  const answer = await foreign.evaluate(() => {
    const client = Reflect.get(window, 'deskward') as { getState(): Promise<unknown> };
    return client.getState();
  });
  await foreign.close();
  expect(answer).toEqual({ ok: false, error: { code: 'refused', message: 'not from the popup' } });
  await eventually('the popup alone', async () => (await windowCount()) === 1);
});

test('a payload outside the contract is refused by main', async () => {
  const answers = await popup.evaluate(async () => {
    type Anything = (payload: unknown) => Promise<unknown>;
    const client = Reflect.get(window, 'deskward') as { setLanguage: Anything; openSettings: Anything };
    return [await client.setLanguage('fr'), await client.openSettings({ rule: 'x' })];
  });
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'malformed' } });
});

test('closed is gone: no window, no renderer', async () => {
  const closed = popup.waitForEvent('close');
  // The window is gone before the press comes to its end; `closed` is what counts.
  await popup.keyboard.press('Escape').catch(() => undefined);
  await closed;
  expect(await windowCount()).toBe(0);
  await eventually('the end of the renderer', async () => (await rendererCount()) === 0);
});

test('it opens again after it was closed', async () => {
  popup = await openPopup(app);
  expect(await windowCount()).toBe(1);
});
