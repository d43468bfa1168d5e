import type { Translator } from '../locales/translate.ts';
import type { Store } from './store.ts';

export interface ViewProps {
  readonly store: Store;
  readonly words: Translator;
}
