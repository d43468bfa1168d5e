import { readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { popupFile, popupOrigin } from '../../../electron/app-protocol.ts';
import { securityHeaders } from '../../../electron/content-security-policy.ts';
import { requestNames } from '../../../src/ipc/channels.ts';
import type { LastReport, PopupState, RequestReply } from '../../../src/ipc/schema.ts';

export const chromiumPath = '/usr/bin/chromium';
const root = new URL('../../../', import.meta.url);
/** A page of http stands for app://, which only Electron knows; everything else is as in the product. */
const origin = 'http://popup.test';

/** What the stand-in for main answers; everything else is answered with nothing. */
export interface Replies {
  readonly getState: PopupState;
  readonly getLastReport?: LastReport;
  readonly openSettings?: RequestReply<'openSettings'>;
  readonly say?: RequestReply<'say'>;
  readonly getHelpBundle?: RequestReply<'getHelpBundle'>;
  readonly saveHelpBundle?: RequestReply<'saveHelpBundle'>;
  readonly exportReports?: RequestReply<'exportReports'>;
  readonly importReply?: RequestReply<'importReply'>;
  readonly joinByFile?: RequestReply<'joinByFile'>;
  readonly answerQuiz?: RequestReply<'answerQuiz'>;
  /** Requests that main answers only when the test lets it. */
  readonly held?: readonly string[];
}

/** What the stand-in keeps in the page. */
declare global {
  interface Window {
    asked: { name: string; payload: unknown }[];
    tell(state: unknown): void;
    letGo(): void;
    violations: string[];
  }
}

export interface PageLook {
  readonly dark?: boolean;
}

export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
}

/** The popup's own page in Chromium under the product's content policy, with a main process that only answers. */
export async function openPopupPage(browser: Browser, replies: Replies, look: PageLook = {}): Promise<Page> {
  const files = await popupFiles();
  const context = await browser.newContext({
    // Colours halfway between two states are nobody's.
    reducedMotion: 'reduce',
    viewport: { width: 420, height: 640 },
    colorScheme: look.dark ? 'dark' : 'light',
    timezoneId: 'Asia/Shanghai',
  });
  const page = await context.newPage();
  await page.route('**/*', (route) => {
    const file = popupFile(route.request().url().replace(origin, popupOrigin));
    const body = file === null ? undefined : files.get(file.name);
    if (file === null || body === undefined) return route.fulfill({ status: 404, body: '' });
    return route.fulfill({ body, headers: { ...securityHeaders, 'content-type': file.mediaType } });
  });
  await page.addInitScript(standInForMain, { names: [...requestNames], replies });
  await page.goto(`${origin}/index.html`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** Runs in the page, in place of the preload script. */
function standInForMain({ names, replies }: { names: string[]; replies: Replies }): void {
  const listeners: ((payload: unknown) => void)[] = [];
  const waiting: (() => void)[] = [];
  window.asked = [];
  window.violations = [];
  window.tell = (state) => {
    for (const listener of listeners) listener(state);
  };
  window.letGo = () => {
    for (const answer of waiting.splice(0)) answer();
  };
  document.addEventListener('securitypolicyviolation', (event) => {
    window.violations.push(event.violatedDirective);
  });
  const answer = async (name: string, payload: unknown): Promise<unknown> => {
    window.asked.push({ name, payload });
    if (replies.held?.includes(name)) await new Promise<void>((resolve) => waiting.push(resolve));
    return { ok: true, value: (replies as unknown as Record<string, unknown>)[name] ?? null };
  };
  const client = Object.fromEntries(names.map((name) => [name, (payload: unknown) => answer(name, payload)]));
  const on = (_event: string, listener: (payload: unknown) => void): void => {
    listeners.push(listener);
  };
  Object.assign(window, { deskward: { ...client, on } });
}

let built: Promise<Map<string, Buffer | string>> | undefined;

/** Bundled from the sources as they are now, so that no old build can be tested. */
function popupFiles(): Promise<Map<string, Buffer | string>> {
  built ??= build({
    absWorkingDir: new URL('.', root).pathname,
    entryPoints: ['src/ui/popup/main.tsx'],
    outfile: 'main.js',
    bundle: true,
    write: false,
    format: 'esm',
    target: 'chrome120',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  }).then(({ outputFiles }) => {
    const files = new Map<string, Buffer | string>();
    for (const file of outputFiles) files.set(file.path.split('/').at(-1) ?? '', file.text);
    return files.set('index.html', readFileSync(new URL('src/ui/popup/index.html', root)));
  });
  return built;
}
