import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signPolicy } from '../../../src/signed-policy/policy-key.ts';
import { policyOf } from '../../signed-policy/policies.ts';
import { TestDevice, type TestEndpoint } from './fake-fleet.ts';
import { describeInBrowser, expectAccessible, type OpenedFleet, openFleet } from './in-browser.ts';
import { askForString } from './it-person.ts';

describeInBrowser('IT sees how a policy rolls out, and stops it, on the page', () => {
  let fleet: OpenedFleet;
  let endpoint: TestEndpoint;
  let page: Page;
  let device: TestDevice;

  beforeAll(async () => {
    fleet = await openFleet();
    ({ endpoint, page } = fleet);
    device = await TestDevice.enrol(await askForString(page), 'pc-01');
    await device.report();
    await page.getByRole('link', { name: 'Policies' }).click();
  });
  afterAll(() => fleet.close());

  /** As `deskward-server publish-policy` does, while the endpoint runs. */
  async function publish(version: number, percent: number): Promise<void> {
    const { storage, policyKey, close } = endpoint.data();
    const [issuedAt, expiresAt] = ['2026-11-24T08:00:00.000Z', '2099-01-01T00:00:00.000Z'];
    const statement = { v: 1 as const, version, issuedAt, expiresAt, policy: policyOf(version) };
    const jws = signPolicy(statement, policyKey);
    await storage.publishPolicy({ version, jws, percent, department: null, by: '', now: Date.now() });
    await close();
  }

  const card = (version: number) => page.getByRole('region', { name: `Version ${version}`, exact: true });

  test('without a policy it says what computers use instead', async () => {
    await page.getByText('No policy is published yet').waitFor();
    expect(await page.getByRole('region', { name: 'In force on the computers' }).innerText()).toMatch(
      /Not said yet\s+1 computer/,
    );
    await expectAccessible(page);
  });

  test('a policy on its way to a part is widened, paused and goes on, and each is kept with its name', async () => {
    await publish(2, 5);
    await page.reload();
    await card(2).getByText('Going to 5 %').waitFor();
    await card(2).getByRole('button', { name: 'Widen to 25 %' }).click();
    await card(2).getByText('admin let it go to 25 %').waitFor();
    await card(2).getByRole('button', { name: 'Pause' }).click();
    await card(2).getByText('Halted by admin: no other computer gets it.').waitFor();
    await expectAccessible(page);
    await card(2).getByRole('button', { name: 'Go on with 25 %' }).click();
    await card(2).getByRole('button', { name: 'Widen to all' }).click();
    await card(2).getByText('Going to all').waitFor();
  });

  test('who refuses a policy stands there by name, with the reason in words', async () => {
    await device.report({}, { version: 0, refused: { version: 2, reason: 'failed-self-test' } });
    const refused = page.getByRole('region', { name: 'Refused by computers' });
    await refused.getByText('it failed the test that comes before use').waitFor();
    await refused.getByRole('link', { name: 'pc-01' }).waitFor();
    await expectAccessible(page);
  });

  test('taking it back says first what that does, then publishes the limits before it under a new number', async () => {
    await card(2).getByRole('button', { name: 'Take back…' }).click();
    await card(2).getByText('Computers never go back to an older version').waitFor();
    await expectAccessible(page);
    await card(2).getByRole('button', { name: 'Take it back' }).click();
    await card(3).getByText('Going to all').waitFor();
    await card(2).getByText('Replaced by version 3').waitFor();
    expect(await card(2).getByRole('button').count()).toBe(0);
    await expectAccessible(page);
  });
});
