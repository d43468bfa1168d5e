import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { app, BrowserWindow, dialog, type WebContents } from 'electron';
import type { Agent } from '../src/agent/agent.ts';
import { readReplyFile } from '../src/agent/read-reply-file.ts';
import type { ExportResult, ReplyResult } from '../src/ipc/schema.ts';

export interface FileDeskDeps {
  readonly agent: Pick<Agent, 'exportTo' | 'takeReply'>;
  readonly popup: () => WebContents | null;
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
    const filters = [{ name: 'Deskward', extensions: ['deskward-reply'] }];
    const options = { filters, properties: ['openFile' as const] };
    const window = this.#window();
    const chosen = await (window === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options));
    const [file] = chosen.filePaths;
    if (chosen.canceled || file === undefined) return null;
    const read = readReplyFile(file);
    const outcome = read.ok ? await this.#deps.agent.takeReply(read.text) : read;
    if (!outcome.ok) return { detail: '', ...outcome, file: basename(file) };
    // The last scan is what IT waits for, and the drive is at hand.
    const isAwaited = outcome.signOff === 'begun';
    return { ...outcome, written: isAwaited ? await this.#export(join(dirname(file), fileName())) : null };
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
