import { request } from 'node:http';

/** A printer as CUPS lists it. */
export interface Printer {
  readonly name: string;
  readonly shared: boolean;
}

/** CUPS-Get-Printers of CUPS' own operations. */
const getPrinters = 0x4002;
/** Delimiters and value tags of RFC 8010, 3.5. */
const tag = { operation: 0x01, end: 0x03, printer: 0x04, keyword: 0x44, charset: 0x47, language: 0x48 };
/** Status codes of RFC 8011, appendix B: below 0x0100 is success, 0x0406 is "there are none". */
const notFound = 0x0406;
const answerLimit = 1 << 20;

/**
 * Asks the cupsd of this machine, over its local socket, which printers it has; printers.conf is closed to users.
 * @returns undefined where it does not answer in IPP.
 */
export async function askPrinters(socketPath: string, signal: AbortSignal): Promise<Printer[] | undefined> {
  const answer = await post(socketPath, encodeRequest(), signal);
  return answer === undefined ? undefined : decodeAnswer(answer);
}

function post(socketPath: string, body: Buffer, signal: AbortSignal): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/ipp', 'content-length': body.length, host: 'localhost' };
    const asking = request(
      { socketPath, path: '/', method: 'POST', headers, signal, timeout: 1500, agent: false },
      (answer) => {
        const chunks: Buffer[] = [];
        let length = 0;
        answer.on('data', (chunk: Buffer) => {
          length += chunk.length;
          if (length > answerLimit) asking.destroy(new Error('too much'));
          else chunks.push(chunk);
        });
        answer.once('end', () => resolve(answer.statusCode === 200 ? Buffer.concat(chunks) : undefined));
        answer.once('error', () => resolve(undefined));
      },
    );
    asking.once('timeout', () => asking.destroy(new Error('no answer')));
    asking.once('error', () => resolve(undefined));
    asking.end(body);
  });
}

function encodeRequest(): Buffer {
  const head = Buffer.from([2, 0, getPrinters >> 8, getPrinters & 0xff, 0, 0, 0, 1, tag.operation]);
  return Buffer.concat([
    head,
    attribute(tag.charset, 'attributes-charset', 'utf-8'),
    attribute(tag.language, 'attributes-natural-language', 'en'),
    attribute(tag.keyword, 'requested-attributes', 'printer-name'),
    // A further value of the same attribute has an empty name (RFC 8010, 3.1.5).
    attribute(tag.keyword, '', 'printer-is-shared'),
    Buffer.from([tag.end]),
  ]);
}

function attribute(type: number, name: string, value: string): Buffer {
  const part = (text: string) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(Buffer.byteLength(text));
    return Buffer.concat([length, Buffer.from(text)]);
  };
  return Buffer.concat([Buffer.from([type]), part(name), part(value)]);
}

/** @returns undefined for anything that is not a whole, successful answer. */
export function decodeAnswer(answer: Buffer): Printer[] | undefined {
  try {
    const status = answer.readUInt16BE(2);
    if (status === notFound) return [];
    if (status >= 0x0100) return undefined;
    return decodePrinters(answer);
  } catch {
    return undefined; // Reading beyond the end: it was cut off.
  }
}

function decodePrinters(answer: Buffer): Printer[] | undefined {
  const printers: { name?: string; shared?: boolean }[] = [];
  for (let at = 8; answer.readUInt8(at) !== tag.end; ) {
    const type = answer.readUInt8(at);
    at += 1;
    if (type < 0x10) {
      if (type === tag.printer) printers.push({});
      continue;
    }
    const name = slice(answer, at);
    const value = slice(answer, name.next);
    at = value.next;
    const printer = printers.at(-1);
    if (printer === undefined) continue;
    if (name.bytes.toString() === 'printer-name') printer.name = value.bytes.toString();
    if (name.bytes.toString() === 'printer-is-shared') printer.shared = value.bytes[0] === 1;
  }
  const whole = printers.filter(
    (each): each is Printer => each.name !== undefined && each.shared !== undefined,
  );
  return whole.length === printers.length ? whole : undefined;
}

function slice(answer: Buffer, at: number): { bytes: Buffer; next: number } {
  const end = at + 2 + answer.readUInt16BE(at);
  if (end > answer.length) throw new RangeError('cut off');
  return { bytes: answer.subarray(at + 2, end), next: end };
}
