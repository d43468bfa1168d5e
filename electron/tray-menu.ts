import type { MenuItemConstructorOptions } from 'electron';
import type { PopupState } from '../src/ipc/schema.ts';
import { type Language, languages, type Translator } from '../src/ui/locales/translate.ts';

/** What the tray's menu can set off. */
export interface TrayActions {
  open(): void;
  checkNow(): void;
  setLanguage(language: Language): void;
  quit(): void;
}

/** Each language in its own words: whoever doesn't read the present one must still find theirs. */
const languageNames: Readonly<Record<Language, string>> = { 'zh-CN': '简体中文', en: 'English' };

export function trayMenu(
  state: Pick<PopupState, 'scanning' | 'language' | 'signOff'>,
  words: Translator,
  actions: TrayActions,
): MenuItemConstructorOptions[] {
  return [
    { label: words.t('tray:menu.open'), click: () => actions.open() },
    {
      label: words.t(state.scanning ? 'tray:menu.checking' : 'tray:menu.check'),
      enabled: !state.scanning && state.signOff?.state !== 'signed-off',
      click: () => actions.checkNow(),
    },
    { type: 'separator' },
    {
      label: words.t('tray:menu.language'),
      submenu: languages.map((language) => ({
        label: languageNames[language],
        type: 'radio',
        checked: language === state.language,
        click: () => actions.setLanguage(language),
      })),
    },
    { type: 'separator' },
    { label: words.t('tray:menu.quit'), click: () => actions.quit() },
  ];
}
