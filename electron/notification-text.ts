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
