import { SignerCache } from '../jws/signer-cache.ts';
import type { ReportOutcome, Storage, VerifiedReport } from '../storage/storage.ts';
import { GroupCommit } from './group-commit.ts';
import { Ingest } from './ingest.ts';
import { Signers } from './signers.ts';

/** @param changed is told of a device after the commit. */
export function openIngest(
  storage: Storage,
  clock: () => number = Date.now,
  changed: (device: string) => void = () => undefined,
): Ingest {
  const commits = new GroupCommit<VerifiedReport, ReportOutcome>((batch) => storage.storeReports(batch));
  return new Ingest({ storage, signers: new Signers(storage, new SignerCache()), commits, clock, changed });
}
