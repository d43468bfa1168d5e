import type { App } from 'electron';

/**
 * The AppUserModelID: by it Windows ties notifications and the taskbar to the shortcut that the installer makes, which
 * carries the `appId` of electron-builder.yml. Without it a notification is not shown at all.
 */
export const appId = 'app.deskward.agent';

/**
 * The class that Windows starts for a click on a notification. Without it Electron makes up another one at every start
 * that finds none (setToastActivatorCLSID), and each stays in the registry. Never changed, never used by another program.
 */
export const toastActivator = '{A202929A-87C7-4E43-8251-BEA5C02268F2}';

/** Who this is, for Windows; elsewhere it does nothing. Before the first notification. Electron 33 knows no activator. */
export function identify(
  app: Pick<App, 'setAppUserModelId'> & { setToastActivatorCLSID?(id: string): void },
): void {
  app.setAppUserModelId(appId);
  app.setToastActivatorCLSID?.(toastActivator);
}
