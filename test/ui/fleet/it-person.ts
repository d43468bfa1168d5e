import type { Browser, Page } from '@playwright/test';
import { newToken, type TokenRequest } from '../../../src/protocol/token.ts';
import type { TestEndpoint } from './fake-fleet.ts';

export const chromiumPath = '/usr/bin/chromium';
export const password = 'correct horse battery';

/** A page in English on which the first visit has just made the administrator. */
export async function signInFirst(browser: Browser, endpoint: TestEndpoint): Promise<Page> {
  const context = await browser.newContext({
    // Colours halfway between two states are nobody's.
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'Asia/Shanghai',
    // A self-made certificate: this person has accepted it.
    ignoreHTTPSErrors: true,
  });
  const page = await context.newPage();
  await page.goto(endpoint.setupLink);
  await page.getByLabel('Name', { exact: true }).fill('admin');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Make the administrator' }).click();
  await page.getByRole('heading', { name: 'No devices yet' }).waitFor();
  return page;
}

/** An enrolment string by the page's own session, without going through its form. */
export async function askForString(page: Page, change: Partial<TokenRequest> = {}): Promise<string> {
  const { origin } = new URL(page.url());
  const data: TokenRequest = { profile: 'standard', department: '', uses: 100, days: 1, ...change };
  const answer = await page.request.post(`${origin}/api/v1/tokens`, { data, headers: { origin } });
  return newToken.parse(await answer.json()).enrolmentString;
}
