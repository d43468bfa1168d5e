import type { Storage } from '../../../src/server/storage/storage.ts';

/** Where a storage lives. */
export interface StoragePlace {
  open(): Promise<Storage>;
  remove(): Promise<void>;
}
/** The storage of the running test. */
export interface Holder {
  readonly storage: () => Storage;
  readonly reopen: () => Promise<void>;
}
