import AxeBuilder from '@axe-core/playwright';
import { chromium, type Page } from '@playwright/test';
import { describe, expect } from 'vitest';
import { rememberNotRun, whyNotRun } from '../../machine-needs.ts';
import { startEndpoint, type TestEndpoint } from './fake-fleet.ts';
import { chromiumPath, signInFirst } from './it-person.ts';

/** Tests of IT's page in a real browser: each goes on from what the one before left, as a person does. */
export function describeInBrowser(title: string, tests: () => void): void {
  const why = whyNotRun({ programs: [chromiumPath] });
  if (why !== undefined) rememberNotRun(title, why);
  (why === undefined ? describe : describe.skip)(title, tests);
}

/** An endpoint of its own with a browser in front of it, in which the first visit has made the administrator. */
export interface OpenedFleet {
  readonly endpoint: TestEndpoint;
  readonly page: Page;
  close(): Promise<void>;
}

export async function openFleet(): Promise<OpenedFleet> {
  const endpoint = await startEndpoint();
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  const page = await signInFirst(browser, endpoint);
  const close = async () => {
    await browser.close();
    await endpoint.close();
  };
  return { endpoint, page, close };
}

/** In either language, dark and light. */
export async function expectAccessibleInBoth(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const language of ['中文', 'English']) {
      await page.getByRole('button', { name: language }).click();
      await expectAccessible(page);
    }
  }
}

export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}
