import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, chromium, type Page } from '@playwright/test';
import { startBareSession } from './bare-session.ts';
import { type Figure, percentile } from './figure.ts';
import { agentApp, benchUser, endApp, startApp } from './measured-app.ts';

const openings = 12;

/** From the click on the tray icon to the first contentful paint of a window that did not exist before. */
export async function measurePopup(runtime: string): Promise<Figure[]> {
  const session = await startBareSession();
  const home = mkdtempSync(join(tmpdir(), 'deskward-bench-home-'));
  chownSync(home, benchUser, benchUser);
  const registered = session.nextTray();
  const child = startApp(session, runtime, agentApp, home, ['--remote-debugging-port=0']);
  try {
    const tray = await registered;
    const browser = await chromium.connectOverCDP(await debuggerOf(home));
    // The first scan can open the popup by itself (a new failure); it must not be counted.
    await closePopups(browser);
    const samples: number[] = [];
    for (let round = 0; round < openings; round += 1)
      samples.push(await openOnce(browser, () => session.activate(tray)));
    return [
      {
        name: 'popup, click to first paint, p50',
        value: percentile(samples, 0.5),
        unit: 'ms',
        goal: '≤ 300 ms',
      },
      {
        name: 'popup, click to first paint, worst',
        value: Math.max(...samples),
        unit: 'ms',
        goal: '≤ 300 ms',
      },
    ];
  } finally {
    await endApp(child);
    session.end();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Chromium writes its port into the profile once it listens. */
async function debuggerOf(home: string): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      const [port] = readFileSync(join(home, 'profile/DevToolsActivePort'), 'utf8').split('\n');
      return `http://127.0.0.1:${port}`;
    } catch {
      await pause(100);
    }
  }
  throw new Error('the app opened no debugging port');
}

async function closePopups(browser: Browser): Promise<void> {
  await pause(3000);
  for (const page of pagesOf(browser)) await close(page);
}

async function openOnce(browser: Browser, click: () => void): Promise<number> {
  const opened = browser.contexts()[0]?.waitForEvent('page');
  const clicked = Date.now();
  click();
  const page = await opened;
  if (page === undefined) throw new Error('the click opened no popup');
  const painted = await page.evaluate(firstPaint);
  await close(page);
  return painted - clicked;
}

/** Runs in the popup: wall-clock milliseconds of its first contentful paint. */
function firstPaint(): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const entry = list.getEntriesByName('first-contentful-paint')[0];
      if (entry !== undefined) resolve(performance.timeOrigin + entry.startTime);
    }).observe({ type: 'paint', buffered: true });
  });
}

async function close(page: Page): Promise<void> {
  const closed = page.waitForEvent('close');
  await page.keyboard.press('Escape').catch(() => undefined);
  await closed;
}

function pagesOf(browser: Browser): Page[] {
  return browser.contexts().flatMap((context) => context.pages());
}
