import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openData } from '../../server/main.ts';
import { type Storage, StorageUnavailable } from '../../server/storage/storage.ts';
import type { Translator } from '../../ui/locales/translate.ts';

/** 0: done; 2: it could not be done. */
export type ExitCode = 0 | 2;

/** What each command works with. */
export interface Program {
  readonly words: Translator;
  /** Folder of the built page. */
  readonly pageFolder: string;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

/** Says `cli:server.error.<key>`. */
export function fail(program: Program, key: string, values: Readonly<Record<string, unknown>> = {}): 2 {
  program.printError(program.words.t(`cli:server.error.${key}`, values));
  return 2;
}

/** Runs a command on the data of an endpoint, which may be running: SQLite lets both in. */
export async function withStorage(
  program: Program,
  data: string,
  work: (storage: Storage) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (!existsSync(join(data, 'deskward.sqlite'))) return fail(program, 'no-data', { data });
  try {
    const storage = openData(data);
    return await work(storage).finally(() => storage.close());
  } catch (error) {
    if (error instanceof StorageUnavailable) return fail(program, 'data', { data, detail: error.message });
    throw error;
  }
}
