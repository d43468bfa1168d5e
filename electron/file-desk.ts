import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { app, BrowserWindow, dialog, type WebContents } from 'electron';
import type { Agent } from '../src/agent/agent.ts';
import { readSmallFile } from '../src/agent/files/read-small-file.ts';
import type { ExportResult, JoinResult, ReplyResult } from '../src/ipc/schema.ts';
import { maxBundleBytes } from '../src/protocol/bundle.ts';
import { maxEnrolmentFileBytes } from '../src/protocol/enrolment-file.ts';
import type { Translator } from '../src/ui/locales/translate.ts';

export interface FileDeskDeps {
  readonly agent: Pick<Agent, 'exportTo' | 'takeReply' | 'joinByFile'>;
  readonly popup: () => WebContents | null;
  readonly words: () => Pick<Translator, 't'>;
}

/** Reports out and replies in by file, each chosen in the system's own dialog. */
export class FileDesk {
  readonly #deps: FileDeskDeps;

  constructor(deps: FileDeskDeps) {
    this.#deps = deps;
  }

  async exportReports(): Promise<ExportResult> {
    const defaultPath = join(app.getPath('documents'), fileName());
    const window = this.#window();
    const chosen = await (window === null
      ? dialog.showSaveDialog({ defaultPath })
      : dialog.showSaveDialog(window, { defaultPath }));
    if (chosen.canceled || chosen.filePath === '') return null;
    return this.#export(chosen.filePath);
  }

  async importReply(): Promise<ReplyResult> {
    const file = await this.#choose('reply');
    if (file === null) return null;
    const read = readSmallFile(file, maxBundleBytes, 'not-a-reply');
    const outcome = read.ok ? await this.#deps.agent.takeReply(read.text) : read;
    if (!outcome.ok) return { detail: '', ...outcome, file: basename(file) };
    // The scan that it asks for is what IT waits for, and the drive is at hand.
    const isAwaited = outcome.joined || outcome.signOff === 'begun';
    return { ...outcome, written: isAwaited ? await this.#exportBeside(file) : null };
  }

  async joinByFile(): Promise<JoinResult> {
    const file = await this.#choose('enrolment');
    if (file === null) return null;
    const read = readSmallFile(file, maxEnrolmentFileBytes, 'bad-file');
    const outcome = read.ok ? await this.#deps.agent.joinByFile(read.text) : read;
    if (!outcome.ok) return { ...outcome, file: basename(file) };
    return { ok: true, written: await this.#exportBeside(file) };
  }

  /** @returns null where nothing was chosen. */
  async #choose(kind: 'reply' | 'enrolment'): Promise<string | null> {
    const filters = [{ name: this.#deps.words().t(`tray:file.${kind}`), extensions: [`deskward-${kind}`] }];
    const options = { filters, properties: ['openFile' as const] };
    const window = this.#window();
    const chosen = await (window === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options));
    return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
  }

  #exportBeside(file: string): Promise<NonNullable<ExportResult>> {
    return this.#export(join(dirname(file), fileName()));
  }

  async #export(file: string): Promise<NonNullable<ExportResult>> {
    return { ...(await this.#deps.agent.exportTo(file)), file };
  }

  #window(): BrowserWindow | null {
    const popup = this.#deps.popup();
    return popup === null ? null : BrowserWindow.fromWebContents(popup);
  }
}

/** Tells IT whose it is and from when. */
function fileName(): string {
  return `${hostname()}-${new Date().toISOString().slice(0, 10)}.deskward`;
}
