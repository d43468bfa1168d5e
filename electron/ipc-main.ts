import { ipcMain, type WebContents, type WebFrameMain } from 'electron';
import { channelOf, type RequestName, requestNames } from '../src/ipc/channels.ts';
import { decodeRequest } from '../src/ipc/decode-request.ts';
import { failed, type Outcome, succeeded } from '../src/ipc/outcome.ts';
import type { Handlers } from '../src/ipc/schema.ts';
import { popupOrigin } from './app-protocol.ts';

/** Who asks: what an `IpcMainInvokeEvent` says of its sender. */
export interface Sender {
  readonly sender: WebContents;
  readonly senderFrame: WebFrameMain | null;
}

export interface IpcDeps {
  readonly handlers: Handlers;
  /** The popup's contents, or null while there is none. */
  popup(): WebContents | null;
  /** A handler threw: a bug. */
  onBug(error: unknown): void;
}

/** Answers the popup, and nobody else, over the channels of the contract. */
export function answerRequests(deps: IpcDeps): void {
  for (const name of requestNames)
    ipcMain.handle(channelOf(name), (event, payload: unknown) =>
      isFromPopup(event, deps.popup())
        ? answerRequest(name, payload, deps)
        : failed('refused', 'not from the popup'),
    );
  // electron-store offers every page the path of its folder; no page of ours asks for it.
  ipcMain.removeAllListeners('electron-store-get-data');
}

/** The popup's own main frame, still at the address that we loaded. The frame is null once it has gone away. */
export function isFromPopup(event: Sender, popup: WebContents | null): boolean {
  const { sender, senderFrame } = event;
  if (popup === null || sender !== popup || senderFrame === null) return false;
  return senderFrame.parent === null && senderFrame.url === `${popupOrigin}/index.html`;
}

export async function answerRequest(
  name: RequestName,
  payload: unknown,
  deps: Pick<IpcDeps, 'handlers' | 'onBug'>,
): Promise<Outcome<unknown>> {
  const decoded = decodeRequest(name, payload);
  if (!decoded.ok) return decoded;
  // The payload was decoded by this very name's schema; the compiler can't follow a union of functions there.
  const handle = deps.handlers[name] as (payload: unknown) => unknown;
  try {
    return succeeded(await handle(decoded.value));
  } catch (error) {
    deps.onBug(error);
    return failed('failed', error instanceof Error ? error.message : String(error));
  }
}
