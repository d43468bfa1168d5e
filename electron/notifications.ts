import { Notification } from 'electron';
import type { Verdict } from '../src/rules/verdict.ts';
import type { Translator } from '../src/ui/locales/translate.ts';

export interface NotificationText {
  readonly title: string;
  readonly body: string;
}

/** One notification for all that failed at once. */
export function failureText(failures: readonly Pick<Verdict, 'rule'>[], words: Translator): NotificationText {
  const titles = failures.map(({ rule }) => words.t(`rules:${rule}.title`));
  return {
    title: words.t('tray:notification.title', { count: failures.length }),
    body: words.t('tray:notification.body', { titles }),
  };
}

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
