import { Notification } from 'electron';
import type { NotificationText } from './notification-text.ts';

/** Notifications that have not been closed: without a reference the click would be lost with the object. */
const open = new Set<Notification>();

export function notify(text: NotificationText, icon: string, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ ...text, icon, silent: true });
  open.add(notification);
  notification.once('click', () => {
    open.delete(notification);
    onClick();
  });
  notification.once('close', () => open.delete(notification));
  notification.once('failed', () => open.delete(notification));
  notification.show();
}

/** Windows' part of Notification, which the types of Electron 33 do not have. */
interface Activations {
  isSupported(): boolean;
  handleActivation?(callback: () => void): void;
}

/**
 * A click on a notification that an earlier run of the agent left in Windows' notification centre: nothing of it is in
 * memory any more. One of this run is told here, too.
 */
export function onLeftNotification(onClick: () => void, os: NodeJS.Platform = process.platform): void {
  const activations: Activations = Notification;
  if (os === 'win32') activations.handleActivation?.(() => onClick());
}
