import { win32Failure } from './failure.ts';
import { isDone, lastError, native, prepareLastError } from './library.ts';
import { outNumber, outPointer } from './memory.ts';

const query = native('wevtapi.dll', 'EvtQuery', 'void *', ['void *', 'str16', 'str16', 'uint32']);
const next = native('wevtapi.dll', 'EvtNext', 'int32', [
  'void *',
  'uint32',
  'void *',
  'uint32',
  'uint32',
  'void *',
]);
const render = native('wevtapi.dll', 'EvtRender', 'int32', [
  'void *',
  'void *',
  'uint32',
  'uint32',
  'void *',
  'void *',
  'void *',
]);
const close = native('wevtapi.dll', 'EvtClose', 'int32', ['void *']);

/** winevt.h: EvtQueryChannelPath, EvtQueryReverseDirection, EvtRenderEventXml. */
const newestFirst = 0x1 | 0x200;
const asXml = 1;
/** ERROR_NO_MORE_ITEMS (winerror.h). */
const noMore = 259;
/** Bytes; an event is a few hundred characters. */
const capacity = 64 * 1024;
const waitMs = 3000;

/** The newest event of a channel that an XPath query finds, as XML; `undefined` where there is none. */
export function readNewestEvent(channel: string, xpath: string): string | undefined {
  prepareLastError();
  const results = query(null, channel, xpath, newestFirst);
  if (!isDone(results)) throw win32Failure('EvtQuery', lastError());
  try {
    return firstOf(BigInt(results ?? 0));
  } finally {
    close(results);
  }
}

function firstOf(results: bigint): string | undefined {
  const [event, count] = [outPointer(), outNumber()];
  prepareLastError();
  if (!isDone(next(results, 1, event.memory, waitMs, 0, count.memory))) {
    const code = lastError();
    if (code === noMore) return undefined;
    throw win32Failure('EvtNext', code);
  }
  try {
    return xmlOf(event.value());
  } finally {
    close(event.value());
  }
}

function xmlOf(event: bigint): string {
  const [memory, used, properties] = [Buffer.alloc(capacity), outNumber(), outNumber()];
  prepareLastError();
  if (!isDone(render(null, event, asXml, capacity, memory, used.memory, properties.memory)))
    throw win32Failure('EvtRender', lastError());
  // Bytes, with the zero that ends the text.
  return memory.toString('utf16le', 0, used.value()).replace(/\0.*$/s, '');
}
