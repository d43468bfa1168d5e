import type { Settings } from '../../agent/settings.ts';
import type { Machine } from '../../probes/machine.ts';
import type { Translator } from '../../ui/locales/translate.ts';
import type { TableStyle } from './verdict-table.ts';

/** What a command works with; tests bring their own. */
export interface Program {
  readonly folder: string;
  readonly settings: Settings;
  readonly words: Translator;
  /** In English, for tools. */
  readonly plainWords: Translator;
  readonly table: TableStyle;
  /** Rejects on a system that Deskward does not read. */
  machine(): Promise<Machine>;
  print(text: string): void;
  printError(text: string): void;
}

/** 0: compliant, or done. 1: not compliant, or not shown to be; not done. 2: could not run at all. */
export type ExitCode = 0 | 1 | 2;
