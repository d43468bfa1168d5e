import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { createAgent } from '../../src/agent/create-agent.ts';
import { fileProtector } from '../../src/agent/identity.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { keptLog } from '../agent/kept-log.ts';
import { machine } from '../agent/machine.ts';
import { memorySettings } from '../agent/memory-settings.ts';
import { temporaryFolder } from '../agent/temporary-folder.ts';
import { testOnMachine } from '../not-run.ts';
import { openApp } from '../server/open-app.ts';

function agentOn(platform = machine().platform) {
  return createAgent({
    platform,
    folder: temporaryFolder(),
    settings: memorySettings(),
    keyProtector: fileProtector,
    policy: defaultPolicy(),
    log: keptLog(),
  });
}

test('fleetd crash loops (fleet#17827, #47894): a probe that throws or lies takes only its own fact down', async () => {
  const { platform } = machine();
  const [first, ...others] = platform.probes;
  if (first === undefined) throw new Error('a probe');
  const bad = {
    ...first,
    read: () => {
      throw new TypeError('of undefined');
    },
  };
  const agent = agentOn({ ...platform, probes: [bad as typeof first, ...others] });
  await agent.start();
  const { verdicts } = await agent.scan('user');
  expect(verdicts.find(({ rule }) => rule === 'screen-lock')?.status).toBe('unknown');
  expect(verdicts.find(({ rule }) => rule === 'password-age')?.status).toBe('pass');
  await agent.stop();
});

/** Sockets of this process that listen on TCP, by their inodes (proc(5)). */
function listening(): string[] {
  const own = new Set(
    readdirSync('/proc/self/fd').flatMap((fd) => {
      try {
        return [readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8').match(/ino:\t(\d+)/)?.[1] ?? ''];
      } catch {
        return [];
      }
    }),
  );
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map((file) =>
    readFileSync(file, 'utf8').split('\n').slice(1),
  );
  return tables.flat().filter((line) => {
    const cells = line.trim().split(/\s+/);
    return cells[3] === '0A' && own.has(cells[9] ?? '-');
  });
}

testOnMachine(
  { programs: [] },
  'Stethoscope: the agent listens on no TCP port, not even on localhost',
  async () => {
    const before = listening();
    const agent = agentOn();
    await agent.start();
    await agent.scan('user');
    expect(listening()).toEqual(before);
    await agent.stop();
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    // The look itself sees a port where there is one.
    expect(listening().length).toBe(before.length + 1);
    holder.close();
  },
);

test('Stethoscope: an endpoint on loopback does not answer to the name of another site (DNS rebinding)', async () => {
  const { app } = await openApp();
  for (const host of ['evil.example', 'evil.example:8470', '127.0.0.1.evil.example'])
    expect((await app.inject({ method: 'GET', url: '/api/v1/session', headers: { host } })).statusCode).toBe(
      421,
    );
});
