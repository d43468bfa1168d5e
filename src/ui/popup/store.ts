import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Outcome } from '../../ipc/outcome.ts';
import type {
  Client,
  ExportResult,
  HelpBundle,
  JoinResult,
  LastReport,
  PopupState,
  QuizResult,
  ReplyResult,
  Statement,
} from '../../ipc/schema.ts';
import type { Answer } from '../../rules/quiz.ts';
import type { Language, Translator } from '../locales/translate.ts';
import { popupWords } from './words.ts';

/** Pages that need nothing to be asked for first. `join`: by file, once more after a sign-off, which ends any other page. */
export type SubViewName = 'not-right' | 'incident' | 'training' | 'help' | 'by-file' | 'join';

/** What is shown: the rules, or something that was asked for. */
export type View =
  | { readonly name: 'rules' | SubViewName }
  | { readonly name: 'last-report'; readonly report: LastReport };

/** Something that didn't work, said once below the header. A key of the popup's words. */
export type Trouble = 'failed' | 'remedy.not-opened' | 'help.not-saved';

/** Everything that the popup holds and can ask for. */
export interface Store {
  readonly state: ReadonlySignal<PopupState>;
  readonly words: ReadonlySignal<Translator>;
  /** From the press of the button on, without waiting for main to say so. */
  readonly checking: ReadonlySignal<boolean>;
  readonly view: ReadonlySignal<View>;
  readonly trouble: ReadonlySignal<Trouble | null>;
  checkAgain(): Promise<void>;
  openSettings(rule: string): Promise<void>;
  setLanguage(language: Language): Promise<void>;
  showLastReport(): Promise<void>;
  show(name: SubViewName): void;
  /** @returns whether it is kept, and so will reach IT. */
  say(statement: Statement): Promise<boolean>;
  /** @returns null where main did not answer; that is said. */
  prepareHelp(): Promise<HelpBundle | null>;
  /** @returns whether it lies in a file now; that it could not be written is said. */
  saveHelp(): Promise<boolean>;
  /** @returns null where main did not answer; that is said. */
  answerQuiz(answers: readonly Answer[]): Promise<QuizResult | null>;
  /** @returns null where no file was chosen, or main did not answer; that is said. */
  exportReports(): Promise<ExportResult>;
  importReply(): Promise<ReplyResult>;
  joinByFile(): Promise<JoinResult>;
  showRules(): void;
  close(): void;
}

export function createStore(client: Client, first: PopupState): Store {
  const state = signal(first);
  const asked = signal(false);
  const view = signal<View>({ name: 'rules' });
  const trouble = signal<Trouble | null>(null);
  const language = computed(() => state.value.language);
  client.on('stateChanged', (changed) => {
    state.value = changed;
  });
  const ask = <T>(request: Promise<Outcome<T>>): Promise<Outcome<T>> => saying(trouble, request);
  return {
    state,
    words: computed(() => popupWords(language.value)),
    checking: computed(() => asked.value || state.value.scanning),
    view,
    trouble,
    async checkAgain() {
      asked.value = true;
      await ask(client.checkNow());
      asked.value = false;
    },
    async openSettings(rule) {
      const opened = await ask(client.openSettings(rule));
      if (opened.ok && !opened.value) trouble.value = 'remedy.not-opened';
    },
    async setLanguage(chosen) {
      await ask(client.setLanguage(chosen));
    },
    async showLastReport() {
      const report = await ask(client.getLastReport());
      if (report.ok) view.value = { name: 'last-report', report: report.value };
    },
    show(name) {
      batch(() => {
        view.value = { name };
        trouble.value = null;
      });
    },
    async say(statement) {
      const said = await ask(client.say(statement));
      const kept = said.ok && said.value === true;
      if (!kept) trouble.value = 'failed';
      return kept;
    },
    async prepareHelp() {
      const bundle = await ask(client.getHelpBundle());
      return bundle.ok ? bundle.value : null;
    },
    async saveHelp() {
      const outcome = await ask(client.saveHelpBundle());
      if (outcome.ok && outcome.value === 'failed') trouble.value = 'help.not-saved';
      return outcome.ok && outcome.value === 'saved';
    },
    async answerQuiz(answers) {
      const result = await ask(client.answerQuiz([...answers]));
      return result.ok ? result.value : null;
    },
    async exportReports() {
      const written = await ask(client.exportReports());
      return written.ok ? written.value : null;
    },
    async importReply() {
      const taken = await ask(client.importReply());
      return taken.ok ? taken.value : null;
    },
    async joinByFile() {
      const outcome = await ask(client.joinByFile());
      return outcome.ok ? outcome.value : null;
    },
    showRules() {
      batch(() => {
        view.value = { name: 'rules' };
        trouble.value = null;
      });
    },
    close() {
      void client.closePopup();
    },
  };
}

async function saying<T>(trouble: Signal<Trouble | null>, request: Promise<Outcome<T>>): Promise<Outcome<T>> {
  const outcome = await request;
  trouble.value = outcome.ok ? null : 'failed';
  return outcome;
}
