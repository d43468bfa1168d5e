import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { type ElectronApplication, expect, type Locator, type Page, type TestInfo } from '@playwright/test';
import type { Status } from '../../../src/rules/verdict.ts';
import { Desktop } from '../../desktop/desktop.ts';
import { eventually } from '../../desktop/eventually.ts';
import { agentPlace, launchAgent, passTraining, prepareElectron } from '../launched-agent.ts';
import { Endpoint } from './endpoint.ts';
import { ItPage } from './it-page.ts';

export type RuleId = 'screen-lock' | 'password-age' | 'antivirus' | 'sharing';

const words = JSON.parse(
  readFileSync(new URL('../../../src/ui/locales/zh-CN/rules.json', import.meta.url), 'utf8'),
) as Record<RuleId, { readonly title: string }> & { readonly finding: Record<Status, string> };

/** Pixels of the screen that the popup leaves free above and below. */
const margins = 2 * 8;

/** The fill of assets/svg/tray-*.svg: what a person sees in the panel. */
const trayColours = { compliant: '#17784a', 'not-compliant': '#c4262f', unknown: '#a86700' } as const;

/**
 * The whole line, for real: a desktop with an employee at it, the tray agent, the endpoint, and IT in front of a
 * browser. Each step is looked at in every place where a person would see it.
 */
export class WholeLine {
  readonly desktop: Desktop;
  readonly it: ItPage;
  readonly #endpoint: Endpoint;
  readonly #agent: ElectronApplication;
  #pictures = 0;

  private constructor(desktop: Desktop, endpoint: Endpoint, it: ItPage, agent: ElectronApplication) {
    this.desktop = desktop;
    this.#endpoint = endpoint;
    this.it = it;
    this.#agent = agent;
  }

  static async start(employee: string): Promise<WholeLine> {
    const electron = await prepareElectron();
    const desktop = await Desktop.start({
      user: employee,
      currentDesktop: 'GNOME',
      language: 'zh_CN.UTF-8',
      // GNOME's settings are real here, its shell is not: without GDM it would never lock.
      standIns: [{ program: 'gnome-shell', busName: 'org.gnome.Shell.ScreenShield' }],
    });
    const endpoint = await Endpoint.start();
    const it = await ItPage.open(endpoint);
    const place = agentPlace(desktop, electron, { DESKWARD_ENROL: endpoint.invitation() });
    passTraining(place);
    return new WholeLine(desktop, endpoint, it, await launchAgent(place));
  }

  /** The popup as it is, or opened by a click on the tray icon. */
  async popup(): Promise<Page> {
    const [open] = this.#agent.windows();
    if (open !== undefined) return open;
    const opened = this.#agent.waitForEvent('window');
    await this.desktop.tray.click();
    return opened;
  }

  /** Whether a window exists, seen or not. */
  hasPopup(): boolean {
    return this.#agent.windows().length > 0;
  }

  async closePopup(): Promise<void> {
    for (const popup of this.#agent.windows()) {
      const closed = popup.waitForEvent('close');
      // The key closes the window before Playwright hears that it has been pressed.
      await Promise.all([closed, popup.keyboard.down('Escape').catch(() => undefined)]);
    }
  }

  /** For what no file and no signal tells of: the employee asks. */
  async checkAgain(): Promise<void> {
    const popup = await this.popup();
    await popup.getByRole('button', { name: '重新检查' }).click();
  }

  /**
   * Waits until a rule has this status in the popup, in the endpoint's storage and on IT's page, and keeps a picture
   * of the desktop and of the page.
   * @param told what a person reads about it, in the popup and on IT's page.
   */
  async expectVerdict(rule: RuleId, status: Status, told: string | RegExp, info: TestInfo): Promise<void> {
    const row = rowOf(await this.popup(), rule);
    if (status === 'pass') await this.unfold(true);
    await expect(row.locator('summary')).toContainText(words.finding[status]);
    if ((await row.getAttribute('open')) === null) await row.locator('summary').click();
    await expect(row.getByText(told).first()).toBeVisible();
    await row.evaluate((element) => element.scrollIntoView());
    await eventually(`${rule} stored as ${status}`, async () => {
      const { verdicts } = await this.it.stored();
      return verdicts.find((verdict) => verdict.rule === rule)?.status === status;
    });
    await expect(this.it.verdict(words[rule].title)).toContainText(words.finding[status]);
    await expect(this.it.verdict(words[rule].title)).toContainText(told);
    await this.picture(`${rule}-${status}`, info);
  }

  /** Opens what is folded in the popup, or folds it again. */
  async unfold(open: boolean): Promise<void> {
    const folds = (await this.popup()).locator('.fold');
    // A popup that has just been opened shows nothing yet; in this one something is always fine.
    await expect(folds.first()).toBeVisible();
    for (const fold of await folds.all()) {
      if ((await fold.getAttribute('aria-expanded')) !== String(open)) await fold.click();
      await expect(fold).toHaveAttribute('aria-expanded', String(open));
    }
  }

  /** Opens a rule's row in the popup, or closes it. */
  async toggleRow(rule: RuleId): Promise<void> {
    await rowOf(await this.popup(), rule)
      .locator('summary')
      .click();
  }

  /**
   * Waits until the popup's window is as tall as what it shows, or as the screen.
   * @returns its height in pixels, and whether there is more than the screen holds.
   */
  async expectFittingPopup(): Promise<{ height: number; scrolls: boolean }> {
    const popup = await this.popup();
    return eventually('a popup that fits what it shows', async () => {
      const page = await popup.evaluate(() => ({
        content: Math.ceil(document.body.getBoundingClientRect().height),
        free: screen.availHeight,
        scrolls: document.documentElement.scrollHeight > window.innerHeight,
      }));
      const shown = (await this.desktop.windows()).find(({ title }) => title === '工位卫士');
      const height = Math.min(page.content, page.free - margins);
      const fits = shown?.bounds.height === height && page.scrolls === page.content > height;
      return fits && { height, scrolls: page.scrolls };
    });
  }

  /** What the panel says without a click: shape and colour, and words for a pointer that rests on it. */
  async expectTray(standing: keyof typeof trayColours, tooltip: string): Promise<void> {
    await eventually(
      `a tray icon that is ${standing} and says "${tooltip}"`,
      async () => {
        const item = await this.desktop.tray.item();
        return item.colour === trayColours[standing] && item.tooltip === tooltip;
      },
      async () => JSON.stringify(await this.desktop.tray.item()),
    );
  }

  /** IT goes from the list to this device. */
  async openDevice(): Promise<void> {
    await this.it.openDevice(hostname());
  }

  async picture(what: string, info: TestInfo): Promise<void> {
    const name = `${++this.#pictures}-${what}`;
    await this.desktop.screenshot(info.outputPath(`${name}-desktop.png`));
    await this.it.page.screenshot({ path: info.outputPath(`${name}-it-page.png`), fullPage: true });
  }

  async close(): Promise<void> {
    await this.#agent.close();
    await this.it.close();
    await this.#endpoint.close();
    await this.desktop.close();
  }
}

function rowOf(popup: Page, rule: RuleId): Locator {
  return popup.locator('.rule').filter({ has: popup.getByText(words[rule].title, { exact: true }) });
}
