import type { App, Session, WebContents, WebPreferences } from 'electron';
import { popupOrigin } from './app-protocol.ts';

/** Nothing the popup does needs a permission or a network, so every question is answered no. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((request, answer) => {
    answer({ cancel: !isOurs(request.url) });
  });
  // Requests for files don't pass through webRequest.
  session.protocol.handle('file', () => new Response(null, { status: 403 }));
  session.on('will-download', (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);
}

/** Every web contents there will ever be: it stays where it was loaded, opens nothing and embeds nothing. */
export function hardenContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => lockDown(contents));
}

/** Preferences of every window: Electron's defaults, said aloud so that a test can hold them. */
export const hardenedPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  disableBlinkFeatures: 'Auxclick',
  spellcheck: false,
  navigateOnDragDrop: false,
} as const satisfies WebPreferences;

function lockDown(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

function isOurs(url: string): boolean {
  return url.startsWith(`${popupOrigin}/`);
}
