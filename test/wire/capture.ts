import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signReply } from '../../src/bundle/signed-reply.ts';
import { readBundleKeys } from '../../src/server/bundle/bundle-keys.ts';
import { importBundle } from '../../src/server/bundle/import-bundle.ts';
import { oneReply } from '../../src/server/bundle/one-reply.ts';
import { openIngest } from '../../src/server/ingest/open-ingest.ts';
import { openData, serve } from '../../src/server/main.ts';
import { makeToken } from '../../src/server/people/make-token.ts';
import { readPolicyKey } from '../../src/server/policy/policy-key.ts';
import { signPolicy } from '../../src/signed-policy/policy-key.ts';
import { policyOf } from '../signed-policy/policies.ts';
import { aDayOfADevice } from './a-day-of-a-device.ts';
import type { CapturedWire, WireExchange } from './exchange.ts';

/** ROOT COMMIT: writes what the agent and the endpoint of these sources say to each other to test/fixtures/wire/VERSION/. */
const [root = '.', commit = ''] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'deskward-wire-'));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
writeFileSync(join(folder, 'index.html'), '<!doctype html>');
const data = join(folder, 'data');
const running = await serve({ host: '127.0.0.1', port: 0, data, pageFolder: folder });
const storage = openData(data);
const exchanges: WireExchange[] = [];
const signOff = randomUUID();
const wanted = { profile: 'standard', department: '研发部', uses: 1, days: 1 } as const;
const { token } = await makeToken(storage, wanted, '', Date.now());

const { bundle } = await aDayOfADevice(
  folder,
  token,
  async (path, request) => {
    const headers = { 'content-type': 'application/jose' };
    const answer = await fetch(`${running.address}${path}`, { method: 'POST', headers, body: request });
    const reply = await answer.text();
    exchanges.push({ path, request, status: answer.status, reply });
    return { status: answer.status, reply };
  },
  {
    give: async (device) => {
      const change = {
        version: 0,
        owner: '李娜',
        department: '法务部',
        profile: 'confidential' as const,
        users: ['li.na'],
      };
      await storage.assign({ device, change, by: 'admin', now: Date.now() });
      const [issuedAt, expiresAt] = ['2026-11-28T08:00:00.000Z', '2099-11-28T08:00:00.000Z'];
      const statement = { v: 1 as const, version: 2, issuedAt, expiresAt, policy: policyOf(2) };
      const jws = signPolicy(statement, readPolicyKey(data) ?? '');
      await storage.publishPolicy({
        version: 2,
        jws,
        percent: 100,
        department: null,
        by: '',
        now: Date.now(),
      });
    },
    beginSignOff: async (device) => {
      const said = { person: '李娜', reason: '离职', by: 'admin', now: Date.now() };
      await storage.startSignOff({ id: signOff, device, ...said });
    },
  },
);
const keys = readBundleKeys(data);
if (keys === null) throw new Error('no keys for files');
const replies: string[] = [];
const answer = async () => {
  const deps = { storage, ingest: openIngest(storage), keys, clock: Date.now };
  const imported = await importBundle(bundle, deps);
  if (!imported.ok) throw new Error(imported.reason);
  replies.push(signReply(oneReply([imported.reply]), keys.sign));
};
await answer();
await storage.endSignOff({ id: signOff, state: 'confirmed', by: 'admin', now: Date.now() });
await answer();
const encryptKey = String(keys.encrypt.export({ type: 'pkcs8', format: 'pem' }));
await storage.close();
await running.close();
rmSync(folder, { recursive: true });

const captured: CapturedWire = {
  origin: { version, commit, capturedAt: new Date().toISOString(), by: 'node tools/capture-wire.mjs' },
  exchanges,
  files: { bundle, replies, encryptKey },
};
const place = join(root, 'test/fixtures/wire', version);
mkdirSync(place, { recursive: true });
writeFileSync(join(place, 'exchanges.json'), `${JSON.stringify(captured, null, 2)}\n`);
process.stdout.write(`${exchanges.length} exchanges: ${exchanges.map(({ path }) => path).join(' ')}\n`);
process.exit(0);
