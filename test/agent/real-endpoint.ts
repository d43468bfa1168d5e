import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { formatEnrolmentString } from '../../src/protocol/enrolment.ts';
import { openData, serve } from '../../src/server/main.ts';
import { makeToken } from '../../src/server/people/make-token.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface RealEndpoint {
  readonly address: string;
  /** What it keeps, as another program sees it. */
  readonly storage: Storage;
  /** An enrolment string of a token of its own. */
  newString(): Promise<string>;
}

/** The endpoint itself, on a free port, with its database on the disk; gone when the test ends. */
export async function realEndpoint(): Promise<RealEndpoint> {
  const data = join(temporaryFolder(), 'data');
  const { address, close } = await serve({ host: '127.0.0.1', port: 0, data, pageFolder: data });
  const storage = openData(data);
  onTestFinished(async () => {
    await storage.close();
    await close();
  });
  const newString = async () => {
    const request = { profile: 'standard', department: '', uses: 1, days: 1 } as const;
    const { token } = await makeToken(storage, request, '', Date.now());
    return formatEnrolmentString('127.0.0.1', Number(new URL(address).port), token);
  };
  return { address, storage, newString };
}
