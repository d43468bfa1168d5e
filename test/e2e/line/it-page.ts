import { type Browser, chromium, expect, type Locator, type Page } from '@playwright/test';
import { type DeviceDetail, deviceDetail, devicePage } from '../../../src/protocol/fleet.ts';
import type { Endpoint } from './endpoint.ts';

/** IT's page in a real Chromium, signed in as the administrator that its first visit made. */
export class ItPage {
  readonly page: Page;
  readonly #browser: Browser;
  readonly #origin: string;

  private constructor(browser: Browser, page: Page, origin: string) {
    this.#browser = browser;
    this.page = page;
    this.#origin = origin;
  }

  static async open(endpoint: Endpoint): Promise<ItPage> {
    const isRoot = process.getuid?.() === 0;
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', chromiumSandbox: !isRoot });
    const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1280, height: 900 } });
    await page.goto(endpoint.setupLink);
    await page.locator('input[name=user]').fill('it');
    await page.locator('input[name=password]').fill('a long enough password');
    await page.getByRole('button', { name: '创建管理员' }).click();
    await expect(page.getByRole('button', { name: '退出登录' })).toBeVisible();
    return new ItPage(browser, page, endpoint.origin);
  }

  /** What the endpoint has stored about the one device, by the page's own session. */
  async stored(): Promise<DeviceDetail> {
    const list = await this.#get('/api/v1/fleet/devices');
    const [device] = devicePage.parse(list).devices;
    if (device === undefined) throw new Error('the endpoint knows no device');
    return deviceDetail.parse(await this.#get(`/api/v1/fleet/devices/${device.device}`));
  }

  /** From the list to the one device, as a person does. */
  async openDevice(hostname: string): Promise<void> {
    await this.page.getByRole('link', { name: hostname }).click();
    await expect(this.page.getByRole('heading', { level: 1 })).toContainText(hostname);
  }

  /** The line of one rule among the device's verdicts. */
  verdict(title: string): Locator {
    return this.page
      .getByRole('region', { name: '检查结果' })
      .getByRole('listitem')
      .filter({ hasText: title });
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }

  async #get(path: string): Promise<unknown> {
    const answer = await this.page.request.get(`${this.#origin}${path}`);
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`);
    return answer.json();
  }
}
