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
