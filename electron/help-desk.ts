import { writeFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, type WebContents } from 'electron';
import type { AgentState } from '../src/agent/agent-state.ts';
import { describeError, type Log } from '../src/agent/log.ts';
import { readLogTail } from '../src/agent/log-file.ts';
import { makeSupportBundle } from '../src/agent/support-bundle.ts';
import type { HelpBundle, SaveOutcome } from '../src/ipc/schema.ts';

export interface HelpDeskDeps {
  readonly folder: string;
  readonly log: Log;
  readonly state: () => AgentState;
  readonly popup: () => WebContents | null;
}

/** Keeps the bundle that was shown last: what leaves is what was read. */
export class HelpDesk {
  readonly #deps: HelpDeskDeps;
  #shown: { readonly text: string; readonly madeAt: Date } | null = null;

  constructor(deps: HelpDeskDeps) {
    this.#deps = deps;
  }

  /** Null where none has been shown. */
  get shown(): string | null {
    return this.#shown?.text ?? null;
  }

  async prepare(): Promise<HelpBundle> {
    const { folder, state } = this.#deps;
    const madeAt = new Date();
    const { text, leftOut } = makeSupportBundle({
      state: state(),
      log: await readLogTail(folder),
      programs: programs(),
      named: { userName: userInfo().username, homeFolder: app.getPath('home'), hostname: hostname() },
      madeAt,
    });
    this.#shown = { text, madeAt };
    const factsLeftOut = leftOut.facts.length > 0 || leftOut.verdictTexts;
    return { text, logLinesLeftOut: leftOut.logLines, factsLeftOut };
  }

  /** Asks where to, in the system's own dialog. */
  async save(): Promise<SaveOutcome> {
    if (this.#shown === null) return 'failed';
    const { text, madeAt } = this.#shown;
    const path = await this.#askWhere(`deskward-help-${madeAt.toISOString().slice(0, 10)}.json`);
    if (path === null) return 'cancelled';
    try {
      await writeFile(path, text, { mode: 0o600 });
      return 'saved';
    } catch (error) {
      this.#deps.log.warn(`The support bundle could not be saved: ${describeError(error)}`);
      return 'failed';
    }
  }

  async #askWhere(name: string): Promise<string | null> {
    const options = {
      defaultPath: join(app.getPath('documents'), name),
      filters: [{ name: 'JSON', extensions: ['json'] }],
    };
    const contents = this.#deps.popup();
    const window = contents === null ? null : BrowserWindow.fromWebContents(contents);
    const answer =
      window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
    return answer.canceled || answer.filePath === '' ? null : answer.filePath;
  }
}

function programs(): Record<string, string> {
  const { electron = '', node } = process.versions;
  return { deskward: app.getVersion(), electron, node, system: `${process.platform} ${process.arch}` };
}
