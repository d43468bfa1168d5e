import { expect, test } from 'vitest';
import { requestNames } from '../../src/ipc/channels.ts';
import { createClient, type Wire } from '../../src/ipc/client.ts';

function recordingWire() {
  const sent: unknown[] = [];
  const heard = new Map<string, (payload: unknown) => void>();
  const wire: Wire = {
    invoke: async (channel, payload) => {
      sent.push([channel, payload]);
      return { ok: true, value: null };
    },
    listen(channel, listener) {
      heard.set(channel, listener);
      return () => heard.delete(channel);
    },
  };
  return { sent, heard, wire };
}

test('the client has the requests of the contract, one way to listen, and nothing else', () => {
  const client = createClient(recordingWire().wire);
  expect(Object.keys(client).sort()).toEqual([...requestNames, 'on'].sort());
});

test('a request goes out on its own channel with its payload', async () => {
  const { sent, wire } = recordingWire();
  await createClient(wire).openSettings('screen-lock');
  expect(sent).toEqual([['deskward:openSettings', 'screen-lock']]);
});

test('a wire that breaks is an outcome, not an exception', async () => {
  const { wire } = recordingWire();
  const client = createClient({ ...wire, invoke: () => Promise.reject(new Error('gone')) });
  expect(await client.checkNow()).toEqual({ ok: false, error: { code: 'failed', message: 'gone' } });
});

test('only events of the contract can be listened to', () => {
  const { heard, wire } = recordingWire();
  const client = createClient(wire);
  client.on('stateChanged', () => {});
  client.on('electron-internal' as 'stateChanged', () => {});
  expect([...heard.keys()]).toEqual(['deskward:stateChanged']);
});
