import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { CustomScheme, Session } from 'electron';
import { securityHeaders } from './content-security-policy.ts';

/** The popup's origin. A scheme of our own: file:// has privileges, and a packaged app can't load it any more. */
export const popupOrigin = 'app://popup';

/** Must be registered before the app is ready. `codeCache`: the second popup needs no compiling. */
export const appScheme: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, codeCache: true },
};

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/**
 * @returns the file's name and type, or null for anything but one plain file of the popup's folder: the page is flat,
 * so a name with a separator, a dot-dot or an escape is never one of ours.
 */
export function popupFile(url: string): { readonly name: string; readonly mediaType: string } | null {
  const name = /^app:\/\/popup\/([a-z0-9][a-z0-9-]*\.[a-z]+)$/.exec(url)?.[1];
  if (name === undefined) return null;
  const mediaType = mediaTypes[extname(name)];
  return mediaType === undefined ? null : { name, mediaType };
}

/** Serves the popup's folder, and nothing beside it, as app://popup/. */
export function serveApp(session: Session, folder: string): void {
  session.protocol.handle('app', async (request) => {
    const file = request.method === 'GET' ? popupFile(request.url) : null;
    if (file === null) return answer(404, null, 'text/plain');
    try {
      return answer(200, await readFile(join(folder, file.name)), file.mediaType);
    } catch {
      return answer(404, null, 'text/plain');
    }
  });
}

function answer(status: number, body: Uint8Array<ArrayBuffer> | null, mediaType: string): Response {
  return new Response(body, { status, headers: { ...securityHeaders, 'content-type': mediaType } });
}
