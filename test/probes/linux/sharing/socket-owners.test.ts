import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { listProcesses } from '../../../../src/probes/linux/processes.ts';
import { type Listener, parseListeners } from '../../../../src/probes/linux/sharing/listeners.ts';
import { SocketOwners } from '../../../../src/probes/linux/sharing/socket-owners.ts';

async function listening(): Promise<{ server: Server; socket: Listener }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const table = parseListeners(await readFile('/proc/net/tcp', 'utf8'), '/proc/net/tcp') ?? [];
  const socket = table.find((each) => each.port === port);
  if (socket === undefined) throw new Error(`port ${port} is not in /proc/net/tcp`);
  return { server, socket };
}

const uid = process.getuid?.() ?? 0;

test('the process that holds a real socket is found, and found again without a search', async () => {
  const { socket } = await listening();
  const owners = new SocketOwners('/proc', uid);
  const first = await owners.find([socket], await listProcesses('/'));
  expect(first.get(socket.inode)?.pid).toBe(process.pid);
  const again = await owners.find([socket], { processes: [], complete: true });
  expect(again.get(socket.inode)?.pid).toBe(process.pid);
});

test('a socket that was closed has no owner any more', async () => {
  const { server, socket } = await listening();
  const owners = new SocketOwners('/proc', uid);
  await owners.find([socket], await listProcesses('/'));
  await new Promise((resolve) => server.close(resolve));
  expect((await owners.find([socket], await listProcesses('/'))).size).toBe(0);
});

test('a socket of another user is not looked for', async () => {
  const { socket } = await listening();
  const owners = new SocketOwners('/proc', uid + 1);
  expect((await owners.find([socket], await listProcesses('/'))).size).toBe(0);
});

test('a program that starts later is found', async () => {
  const owners = new SocketOwners('/proc', uid);
  await owners.find([], await listProcesses('/'));
  const child = spawn(process.execPath, [
    '-e',
    "const s = require('node:net').createServer().listen(0, '127.0.0.1', () => console.log(s.address().port))",
  ]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const table = parseListeners(await readFile('/proc/net/tcp', 'utf8'), '/proc/net/tcp') ?? [];
  const sockets = table.filter((each) => each.port === Number(said));
  expect(sockets).toHaveLength(1);
  const found = await owners.find(sockets, await listProcesses('/'));
  expect([...found.values()].map(({ pid }) => pid)).toEqual([child.pid]);
});
