import { afterEach, beforeEach, describe } from 'vitest';
import type { Storage } from '../../src/server/storage/storage.ts';
import { assignments } from './storage/assignments.ts';
import { counts } from './storage/counts.ts';
import { enrolment } from './storage/enrolment.ts';
import type { StoragePlace } from './storage/holder.ts';
import { paging } from './storage/paging.ts';
import { people } from './storage/people.ts';
import { reports } from './storage/reports.ts';
import { secondHistories } from './storage/second-histories.ts';
import { signOffs } from './storage/sign-offs.ts';

/** What every storage promises, whatever it is made of. `open` gives an empty one; the same place opens again. */
export function storageContract(name: string, open: () => Promise<StoragePlace>): void {
  describe(`${name} keeps the storage's contract`, () => {
    let place: StoragePlace;
    let storage: Storage;
    beforeEach(async () => {
      place = await open();
      storage = await place.open();
    });
    afterEach(async () => {
      await storage.close();
      await place.remove();
    });
    const reopen = async () => {
      await storage.close();
      storage = await place.open();
    };
    const holder = { storage: () => storage, reopen };
    enrolment(holder);
    assignments(holder);
    reports(holder);
    counts(holder);
    paging(holder);
    people(holder);
    secondHistories(holder);
    signOffs(holder);
  });
}
