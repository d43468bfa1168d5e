import { eventually } from './eventually.ts';
import type { HelperClient } from './helper-client.ts';

export interface TrayItem {
  readonly name: string;
  readonly path: string;
  readonly title: string | null;
  /** The words that a pointer over the icon brings up, and a screen reader speaks. */
  readonly tooltip: string | null;
  /** The icon's most frequent opaque colour, #rrggbb. */
  readonly colour: string | null;
  readonly menu: string | null;
}

export interface MenuEntry {
  readonly id: number;
  readonly label: string;
  readonly enabled: boolean;
  readonly checked: boolean;
  readonly entries: readonly MenuEntry[];
}

/** The panel's tray, as the panel itself sees it: by the StatusNotifierItem protocol. */
export class Tray {
  readonly #helper: HelperClient;

  constructor(helper: HelperClient) {
    this.#helper = helper;
  }

  items(): Promise<readonly TrayItem[]> {
    return this.#helper.ask('tray');
  }

  /** The one item that is there; waits until there is one. */
  item(): Promise<TrayItem> {
    return eventually('an icon in the tray', async () => (await this.items()).at(-1));
  }

  async menu(): Promise<readonly MenuEntry[]> {
    const { name, menu } = await this.item();
    return this.#helper.ask('tray-menu', { name, menu });
  }

  /** Chooses an entry by its label, at any depth. */
  async choose(label: string): Promise<void> {
    const { name, menu } = await this.item();
    const all = flat(await this.#helper.ask<readonly MenuEntry[]>('tray-menu', { name, menu }));
    const found = all.find((entry) => entry.label === label);
    if (found === undefined) {
      throw new Error(`no entry "${label}" in the menu: ${all.map((entry) => entry.label).join(', ')}`);
    }
    await this.#helper.ask('tray-choose', { name, menu, entry: found.id });
  }

  /** The main click on the icon. */
  async click(): Promise<void> {
    const { name, path } = await this.item();
    await this.#helper.ask('tray-activate', { name, path });
  }
}

function flat(entries: readonly MenuEntry[]): readonly MenuEntry[] {
  return entries.flatMap((entry) => [entry, ...flat(entry.entries)]);
}
