import { chromium } from '@playwright/test';
import { expect, onTestFinished } from 'vitest';
import { parseEnrolmentString } from '../../../src/protocol/enrolment.ts';
import { testOnMachine } from '../../not-run.ts';
import { startEndpoint } from './fake-fleet.ts';
import { chromiumPath, signInFirst } from './it-person.ts';

async function setUp() {
  const endpoint = await startEndpoint('localhost');
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  onTestFinished(async () => {
    await browser.close();
    await endpoint.close();
  });
  return { endpoint, browser };
}

testOnMachine(
  { programs: [chromiumPath] },
  'over HTTPS a browser warns, and who accepts the certificate gets the page, a session and strings with the pin',
  async () => {
    const { endpoint, browser } = await setUp();
    expect(endpoint.address).toMatch(/^https:\/\/localhost:/);
    const careful = await (await browser.newContext()).newPage();
    await expect(careful.goto(endpoint.address)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
    const page = await signInFirst(browser, endpoint);
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Strict' });
    await page.goto(`${endpoint.address}/#/enrol`);
    await page.getByRole('button', { name: 'Make an enrolment string' }).click();
    await page.getByRole('heading', { name: 'The enrolment string is ready' }).waitFor();
    const string = await page.locator('.copyable code').first().innerText();
    expect(parseEnrolmentString(string)).toMatchObject({ origin: endpoint.address, pin: expect.any(String) });
    expect(await page.getByText('answers on its own computer only').count()).toBe(0);
  },
);
