import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { chromiumPath, launchChromium, openPopupPage, type PageLook, type Replies } from './popup-page.ts';
import { sampleState } from './sample-state.ts';

export const popupNeeds = { programs: [chromiumPath] };

/** One browser for the tests of a file. @returns what opens the popup's page in it, closed after each test. */
export function popupBrowser(): (replies?: Partial<Replies>, look?: PageLook) => Promise<Page> {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchChromium().catch(() => undefined);
  });
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
  });
  afterAll(async () => browser?.close());
  return async (replies = {}, look = {}) => {
    if (browser === undefined) throw new Error('Chromium did not start');
    return openPopupPage(browser, { getState: sampleState, ...replies }, look);
  };
}

export async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}
