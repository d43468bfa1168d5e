import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Agent } from '../../src/agent/agent.ts';
import { signReply } from '../../src/bundle/signed-reply.ts';
import { formatEnrolmentString } from '../../src/protocol/enrolment.ts';
import { formatEnrolmentFile } from '../../src/protocol/enrolment-file.ts';
import { readBundleKeys } from '../../src/server/bundle/bundle-keys.ts';
import { type ImportOutcome, importBundle } from '../../src/server/bundle/import-bundle.ts';
import { oneReply } from '../../src/server/bundle/one-reply.ts';
import { openIngest } from '../../src/server/ingest/open-ingest.ts';
import { openData, serve } from '../../src/server/main.ts';
import { makeToken } from '../../src/server/people/make-token.ts';
import { handTimers } from './hand-timers.ts';
import { machine } from './machine.ts';
import { type StartOptions, startAgent } from './start-agent.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const nowherePin = 'ab'.repeat(32);

/** A real endpoint and its real storage, which devices reach over the network until it is cut, and by file. */
export async function fileEndpoint() {
  const data = temporaryFolder();
  const at = { host: '127.0.0.1', data, pageFolder: data };
  let running = await serve({ ...at, port: 0 });
  const port = Number(new URL(running.address).port);
  const storage = openData(data);
  const keys = readBundleKeys(data);
  if (keys === null) throw new Error('no keys');
  let isOpen = true;
  /** From here on no network leads there. */
  const cut = async (): Promise<void> => {
    if (isOpen) await running.close();
    isOpen = false;
  };
  /** The network is back. */
  const reopen = async (): Promise<void> => {
    running = await serve({ ...at, port });
    isOpen = true;
  };
  onTestFinished(async () => {
    await cut();
    await storage.close();
  });
  const time = { now: Date.now() };
  const deps = { storage, ingest: openIngest(storage, () => time.now), keys, clock: () => time.now };
  /** @returns what came of it, and the reply as it would lie on the drive; null where none is written. */
  const take = async (...bundles: readonly string[]) => {
    const outcomes: ImportOutcome[] = [];
    for (const bundle of bundles) outcomes.push(await importBundle(bundle, deps));
    const [first, ...more] = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.reply] : []));
    time.now += 1000;
    return { outcomes, reply: first === undefined ? '' : signReply(oneReply([first, ...more]), keys.sign) };
  };
  const token = async (uses = 1, days = 1): Promise<string> => {
    const wish = { profile: 'dedicated', department: '研发部', uses, days } as const;
    return (await makeToken(storage, wish, '', Date.now())).token;
  };
  const enrolmentString = async (): Promise<string> =>
    formatEnrolmentString('127.0.0.1', port, await token());
  /** What IT hands out for a machine that no network reaches: the name in it leads nowhere. */
  const enrolmentFile = async (uses = 1): Promise<string> => {
    const published = await storage.findBundleKeys();
    if (published === null) throw new Error('no keys');
    return formatEnrolmentFile(
      formatEnrolmentString('nowhere.invalid', 8470, await token(uses), nowherePin),
      published,
    );
  };
  return { data, enrolmentFile, storage, keys, time, cut, reopen, take, token, enrolmentString };
}
export type FileEndpoint = Awaited<ReturnType<typeof fileEndpoint>>;

/** An agent that joined over the network. Its timers stand still, so that nothing leaves by itself. */
export async function joinedAgent(endpoint: FileEndpoint, options: StartOptions = {}) {
  const device = machine();
  const started = await startAgent(device, { timers: handTimers(), ...options });
  await started.agent.settled();
  const joined = await started.agent.enrol(await endpoint.enrolmentString());
  if (!joined.ok) throw new Error(joined.detail);
  await started.agent.settled();
  return { ...started, device, id: joined.enrolment.device };
}

/** @returns what the agent wrote to a drive. */
export async function exported(agent: Pick<Agent, 'exportTo'>): Promise<string> {
  const file = join(temporaryFolder(), 'out.deskward');
  const outcome = await agent.exportTo(file);
  if (!outcome.ok) throw new Error(outcome.reason);
  return readFileSync(file, 'latin1');
}
