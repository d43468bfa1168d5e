import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseEnrolmentString } from '../../../src/protocol/enrolment.ts';
import { readEnrolmentFile } from '../../../src/protocol/enrolment-file.ts';
import { describeInBrowser, expectAccessibleInBoth, type OpenedFleet, openFleet } from './in-browser.ts';

describeInBrowser("the file for a machine that no network reaches, on IT's page", () => {
  let fleet: OpenedFleet;
  let page: Page;
  const complaints: string[] = [];
  const asked: string[] = [];

  beforeAll(async () => {
    fleet = await openFleet();
    ({ page } = fleet);
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', ({ message }) => complaints.push(message));
  });
  afterAll(() => fleet.close());

  test('is saved beside the string, holds it and the keys for files, and asks the endpoint for nothing more', async () => {
    await page.getByRole('link', { name: 'Enrol a device' }).click();
    await page.getByRole('button', { name: 'Make an enrolment string' }).click();
    const made = page.getByText(/^deskward:\/\//);
    const string = (await made.innerText()).trim();
    page.on('request', (request) => {
      if (!request.url().startsWith('blob:')) asked.push(request.url());
    });
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save file: For a computer without a network' }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toMatch(/^deskward-[\w-]{8}\.deskward-enrolment$/);
    const file = readEnrolmentFile(readFileSync((await saved.path()) ?? '', 'utf8'));
    expect(file).toEqual({ ...parseEnrolmentString(string), bundleKeys: expect.any(Object) });
    expect(asked).toEqual([]);
  });

  test('in both languages, dark and light, by everyone; and the page’s security policy has nothing against it', async () => {
    await expectAccessibleInBoth(page);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('button', { name: /^保存文件.*不联网的电脑/ }).waitFor();
    expect(complaints).toEqual([]);
  });
});
