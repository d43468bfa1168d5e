import { Menu, type Rectangle, Tray } from 'electron';
import type { PopupState } from '../src/ipc/schema.ts';
import type { Translator } from '../src/ui/locales/translate.ts';
import type { TrayFace } from './icons.ts';
import { menuPlace } from './menu-place.ts';
import { trayFace } from './tray-face.ts';
import { type TrayActions, trayMenu } from './tray-menu.ts';
import { trayTooltip } from './tray-words.ts';

export interface TrayDeps {
  /** @returns the icon's file. */
  icon(face: TrayFace): string;
  readonly actions: TrayActions & { toggle(): void };
}

/** The icon in the panel: where this computer stands as shape and colour, and in words. */
export class TrayIcon {
  readonly #deps: TrayDeps;
  #tray: Tray;
  #placeMenu: (menu: Menu) => void = () => undefined;
  #shownFace: TrayFace = 'unknown';
  #shownMenu = '';

  /** `tray` is in the panel already, with the icon of `unknown`. */
  constructor(deps: TrayDeps, tray: Tray) {
    this.#deps = deps;
    this.#tray = this.#listenTo(tray);
  }

  /** For a panel that came after the icon; the next `show` fills it. */
  recreate(): void {
    this.#tray.destroy();
    this.#shownFace = 'unknown';
    this.#shownMenu = '';
    this.#tray = this.#listenTo(new Tray(this.#deps.icon('unknown')));
  }

  show(state: PopupState, words: Translator): void {
    this.#tray.setToolTip(trayTooltip(state, words));
    const face = trayFace(state);
    if (face !== this.#shownFace) this.#tray.setImage(this.#deps.icon(face));
    this.#shownFace = face;
    const menu = `${state.language} ${state.scanning} ${state.signOff?.state}`;
    if (menu !== this.#shownMenu) this.#setMenu(state, words);
    this.#shownMenu = menu;
  }

  /** Zero in every part on Linux, which doesn't tell. */
  bounds(): Rectangle {
    return this.#tray.getBounds();
  }

  destroy(): void {
    this.#tray.destroy();
  }

  #listenTo(tray: Tray): Tray {
    tray.on('click', () => this.#deps.actions.toggle());
    this.#placeMenu = menuPlace(tray);
    return tray;
  }

  /** A new menu each time: Linux exports a copy of it to the panel, which doesn't follow later changes. */
  #setMenu(state: PopupState, words: Translator): void {
    this.#placeMenu(Menu.buildFromTemplate(trayMenu(state, words, this.#deps.actions)));
  }
}
