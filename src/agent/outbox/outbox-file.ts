import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ownerOnly, replaceFile, syncFolder } from '../files/durable-file.ts';
import { frameRecord, type ReadRecords, readRecords, textOffset } from '../files/record-file.ts';

/** The file under the outbox: grows at its end, and a write that fails leaves it as it was. */
export class OutboxFile {
  readonly #path: string;
  #handle: FileHandle;
  /** Bytes that are known to be good; the next record goes there. */
  #end: number;

  private constructor(path: string, handle: FileHandle, end: number) {
    this.#path = path;
    this.#handle = handle;
    this.#end = end;
  }

  /**
   * Opens or makes the file, reads it, and cuts off what a crash left unfinished at its end.
   * @throws the error of the file system.
   */
  static async open(path: string): Promise<{ file: OutboxFile; read: ReadRecords }> {
    const handle = await open(path, constants.O_RDWR | constants.O_CREAT, ownerOnly);
    try {
      await syncFolder(dirname(path));
      const bytes = await handle.readFile();
      const read = readRecords(bytes);
      if (read.end < bytes.length) {
        await handle.truncate(read.end);
        await handle.sync();
      }
      return { file: new OutboxFile(path, handle, read.end), read };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  get size(): number {
    return this.#end;
  }

  /**
   * @param durable waits until the disk has it.
   * @returns where the text lies.
   * @throws the error of the file system; open the file anew then, to know what it holds.
   */
  async append(text: string, durable: boolean): Promise<{ offset: number; length: number }> {
    const line = frameRecord(text);
    const start = this.#end;
    try {
      await this.#writeAll(line, start);
      if (durable) await this.#handle.sync();
    } catch (error) {
      await this.#handle.truncate(start);
      throw error;
    }
    this.#end = start + line.length;
    return { offset: start + textOffset, length: line.length - textOffset - 1 };
  }

  /** @throws the error of the file system. */
  async read(place: { readonly offset: number; readonly length: number }): Promise<string> {
    const buffer = Buffer.alloc(place.length);
    await this.#handle.read(buffer, 0, place.length, place.offset);
    return buffer.toString('utf8');
  }

  /**
   * The same file with these records alone; this one is closed. @throws the error of the file system; what was on the
   * disk is then still there.
   */
  async rewrite(texts: readonly string[]): Promise<{ file: OutboxFile; read: ReadRecords }> {
    // Windows puts nothing in the place of a file that is open (MoveFileExW: ERROR_ACCESS_DENIED).
    await this.close();
    await replaceFile(this.#path, Buffer.concat(texts.map(frameRecord)));
    return OutboxFile.open(this.#path);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #writeAll(bytes: Buffer, position: number): Promise<void> {
    // write(2) may take a part; on a full disk the next call says so.
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
  }
}
