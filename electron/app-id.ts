/**
 * The AppUserModelID: by it Windows ties notifications and the taskbar to the shortcut that the installer makes, which
 * carries the `appId` of electron-builder.yml. Without it a notification is not shown at all.
 */
export const appId = 'app.deskward.agent';
