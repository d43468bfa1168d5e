import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceFile } from '../../agent/files/durable-file.ts';
import { signReply } from '../../bundle/signed-reply.ts';
import { checkChain } from '../../evidence/check-chain.ts';
import { type BundleReply, maxBundleBytes } from '../../protocol/bundle.ts';
import { ensureBundleKeys, type OwnBundleKeys, readBundleKeys } from '../../server/bundle/bundle-keys.ts';
import { type ImportedBundle, type ImportOutcome, importBundle } from '../../server/bundle/import-bundle.ts';
import { oneReply } from '../../server/bundle/one-reply.ts';
import { evidenceOf } from '../../server/evidence/evidence-of.ts';
import { openIngest } from '../../server/ingest/open-ingest.ts';
import type { Storage } from '../../server/storage/storage.ts';
import type { StoredSignOff } from '../../server/storage/stored-sign-off.ts';
import type { Command } from './arguments.ts';
import { type ExitCode, fail, type Program, withStorage } from './program.ts';

/** What came of a device's bundles: where the first of them lay, and the answer to each. */
interface Answered {
  readonly folder: string;
  readonly hostname: string;
  readonly replies: [BundleReply, ...BundleReply[]];
}

/** Takes bundles in, each as a whole or not at all, and writes one reply a device. 2: one of them was not taken, or not answered. */
export function importCommand(
  program: Program,
  { data, files, out }: Extract<Command, { name: 'import' }>,
): Promise<ExitCode> {
  return withStorage(program, data, async (storage) => {
    await ensureBundleKeys(data, storage);
    const keys = readBundleKeys(data);
    if (keys === null) return fail(program, 'no-bundle-keys', { data });
    const deps = { storage, ingest: openIngest(storage), keys, clock: Date.now };
    const answered = new Map<string, Answered>();
    let code: ExitCode = 0;
    for (const file of files) {
      const text = readBundleFile(program, file);
      const imported = text === null ? null : await importBundle(text, deps);
      if (imported === null || !isFine(imported)) code = 2;
      if (imported?.ok === false) tellRefusal(program, file, imported);
      if (imported?.ok === true) note(answered, file, imported, program);
    }
    for (const [device, answer] of answered) {
      await tellMissing(program, storage, device, answer.hostname);
      if (!(await writeReply(program, keys, device, answer, out))) code = 2;
    }
    return code;
  });
}

/** A request to join that was answered long ago may lie on the stick for ever. */
function isFine(outcome: ImportOutcome): boolean {
  return outcome.ok || outcome.reason === 'joined-before';
}

function tellRefusal(
  program: Program,
  file: string,
  { reason, detail = '' }: Extract<ImportOutcome, { ok: false }>,
): void {
  const said = { file, detail };
  if (reason === 'joined-before') program.print(program.words.t('cli:server.import.joined-before', said));
  else fail(program, `bundle.${reason}`, said);
}

/** A file of any size may lie on a stick; only what can be a bundle is read. */
function readBundleFile(program: Program, file: string): string | null {
  try {
    if (statSync(file).size <= maxBundleBytes) return readFileSync(file, 'latin1');
    fail(program, 'bundle.too-large', { file });
  } catch (error) {
    fail(program, 'read', { file, detail: error instanceof Error ? error.message : String(error) });
  }
  return null;
}

function note(
  answered: Map<string, Answered>,
  file: string,
  imported: ImportedBundle,
  program: Program,
): void {
  const { print, words } = program;
  const { joined, device, hostname, taken, present, refused, reply, signOff } = imported;
  if (joined) print(words.t('cli:server.import.joined', { file, hostname, device }));
  else if (reply.signedOff === undefined)
    print(words.t('cli:server.import.bundle', { file, hostname, taken, present }));
  if (signOff !== null) print(words.t(`cli:server.import.sign-off.${stageOf(signOff)}`, { file, hostname }));
  const messages = new Map<string, number>();
  for (const { message } of refused) messages.set(message, (messages.get(message) ?? 0) + 1);
  for (const [detail, count] of messages) print(words.t('cli:server.import.refused', { count, detail }));
  tellOfKey(imported, program);
  const before = answered.get(device);
  if (before === undefined) answered.set(device, { folder: dirname(file), hostname, replies: [reply] });
  else before.replies.push(reply);
}

function tellOfKey({ hostname, keyChange, reply }: ImportedBundle, { print, words }: Program): void {
  if (keyChange?.taken === true) print(words.t('cli:server.import.key-changed', { hostname }));
  if (keyChange?.taken === false)
    print(words.t('cli:server.import.key-kept', { hostname, detail: keyChange.detail }));
  if (reply.keyShared) print(words.t('cli:server.import.key-shared', { hostname }));
}

function stageOf({ state, lastScan }: StoredSignOff): 'over' | 'scanned' | 'begun' {
  if (state === 'confirmed') return 'over';
  return lastScan === null ? 'begun' : 'scanned';
}

/** The auditor's own check says what is missing; what came after the last report nobody can know. */
async function tellMissing(
  { print, words }: Program,
  storage: Storage,
  device: string,
  hostname: string,
): Promise<void> {
  const evidence = await evidenceOf(storage, device, Date.now());
  if (evidence === null) return;
  const { findings, epochs } = checkChain(evidence);
  const missing = findings.filter(({ kind }) => kind === 'missing');
  for (const { epoch, sequence, through } of missing)
    print(words.t('cli:server.import.missing', { hostname, epoch, sequence, through }));
  const last = epochs.at(-1);
  if (missing.length === 0 && last !== undefined)
    print(words.t('cli:server.import.whole', { hostname, epoch: last.epoch, sequence: last.last }));
}

async function writeReply(
  program: Program,
  keys: OwnBundleKeys,
  device: string,
  { folder, hostname, replies }: Answered,
  out: string | null,
): Promise<boolean> {
  const file = join(
    out ?? folder,
    `${fileNameOf(hostname)}-${fileNameOf(device).slice(0, 8)}.deskward-reply`,
  );
  try {
    await replaceFile(file, signReply(oneReply(replies), keys.sign));
  } catch (error) {
    fail(program, 'file', { file, detail: error instanceof Error ? error.message : String(error) });
    return false;
  }
  program.print(program.words.t('cli:server.import.reply', { hostname, file }));
  return true;
}

/** A device names itself: what it says must not lead out of the folder. */
function fileNameOf(name: string): string {
  return name.replace(/[^\p{L}\p{N}-]/gu, '_').slice(0, 60);
}
