import {
  BrowserWindow,
  nativeTheme,
  type Point,
  type Rectangle,
  type Session,
  screen,
  type WebContents,
} from 'electron';
import { channelOf } from '../src/ipc/channels.ts';
import type { PopupState } from '../src/ipc/schema.ts';
import { popupOrigin } from './app-protocol.ts';
import { hardenedPreferences } from './harden-session.ts';
import { type DisplayArea, iconPoint, popupBounds } from './popup-position.ts';

/** Pixels. The height follows the content once the page has told it. */
const width = 420;
const firstHeight = 480;
/** Milliseconds that the focus may be away: a password or keyring prompt takes it for an instant. */
const blurGraceMs = 150;
/** Milliseconds in which a click on the tray icon still belongs to the blur that it caused. */
const sameClickMs = 400;

/** `asked`: the user wants it and gets the focus there. `alert`: it comes by itself and takes the focus from nobody. */
export type OpenReason = 'asked' | 'alert';

export interface PopupWindowDeps {
  readonly session: () => Session;
  readonly preload: string;
  readonly icon: string;
  readonly title: () => string;
  /** Where the icon is in the panel, as Electron tells it. */
  readonly trayBounds: () => Rectangle;
}

/** Where the popup stands, whatever its height. */
interface Place {
  readonly display: DisplayArea;
  readonly tray: Point | null;
}

/** The one window, which exists only while it is looked at: a hidden one would keep 50 MB. */
export class PopupWindow {
  readonly #deps: PopupWindowDeps;
  #window: BrowserWindow | null = null;
  #place: Place | null = null;
  #pinned = false;
  #lostFocusAt = Number.NEGATIVE_INFINITY;

  constructor(deps: PopupWindowDeps) {
    this.#deps = deps;
  }

  get contents(): WebContents | null {
    return this.#window?.webContents ?? null;
  }

  open(reason: OpenReason): void {
    if (this.#window !== null) {
      if (reason === 'asked') this.#window.focus();
      return;
    }
    const pointer = reason === 'asked' ? screen.getCursorScreenPoint() : null;
    const tray = iconPoint(this.#deps.trayBounds(), pointer);
    const display = tray === null ? screen.getPrimaryDisplay() : screen.getDisplayNearestPoint(tray);
    this.#place = { display, tray };
    this.#window = this.#create(reason, this.#place);
  }

  /** As tall as its content, up to the display; the edge at the tray stays where it is. @param height pixels. */
  fit(height: number): void {
    if (this.#place !== null) this.#window?.setBounds(boundsAt(this.#place, height));
  }

  /** For a click on the tray icon: opens, or closes what is open. */
  toggle(): void {
    if (this.#window !== null) this.close();
    else if (performance.now() - this.#lostFocusAt > sameClickMs) this.open('asked');
  }

  /** The popup stays while the user follows its steps in another window. Until it has the focus again. */
  stay(): void {
    this.#pinned = true;
  }

  close(): void {
    this.#window?.destroy();
  }

  send(state: PopupState): void {
    this.contents?.send(channelOf('stateChanged'), state);
  }

  #create(reason: OpenReason, place: Place): BrowserWindow {
    const window = new BrowserWindow({ ...boundsAt(place, firstHeight), ...this.#look() });
    window.setMenu(null);
    window.once('ready-to-show', () => {
      if (reason === 'asked') window.show();
      else window.showInactive();
    });
    this.#closeOnBlur(window);
    window.once('closed', () => {
      this.#window = null;
      this.#pinned = false;
    });
    // A page that will not come must not stay as an invisible window.
    window.webContents.once('did-fail-load', () => window.destroy());
    window.webContents.once('render-process-gone', () => window.destroy());
    window.loadURL(`${popupOrigin}/index.html`).catch(() => window.destroy());
    return window;
  }

  #look(): Electron.BrowserWindowConstructorOptions {
    return {
      // skipTaskbar does nothing on X11; a utility window is not listed and still takes the focus.
      ...(process.platform === 'linux' && { type: 'utility' }),
      title: this.#deps.title(),
      icon: this.#deps.icon,
      show: false,
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      // --ground of src/ui/parts/tokens.css: what shows until the first paint.
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#11151b' : '#f4f5f7',
      webPreferences: { ...hardenedPreferences, session: this.#deps.session(), preload: this.#deps.preload },
    };
  }

  #closeOnBlur(window: BrowserWindow): void {
    window.on('focus', () => {
      this.#pinned = false;
    });
    window.on('blur', () => {
      const lostAt = performance.now();
      setTimeout(() => {
        if (window.isDestroyed() || window.isFocused() || this.#pinned) return;
        this.#lostFocusAt = lostAt;
        window.destroy();
      }, blurGraceMs);
    });
  }
}

function boundsAt({ display, tray }: Place, height: number): Rectangle {
  return popupBounds({ width, height }, display, tray);
}
