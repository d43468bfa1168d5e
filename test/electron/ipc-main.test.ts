import { expect, test, vi } from 'vitest';
import type { Sender } from '../../electron/ipc-main.ts';
import type { Handlers } from '../../src/ipc/schema.ts';
import { sampleState } from '../ui/popup/sample-state.ts';

// Outside Electron its package exports the path of a program; what is tested here needs none of its parts.
vi.mock('electron', () => ({ ipcMain: {} }));
const { answerRequest, isFromPopup } = await import('../../electron/ipc-main.ts');

const popup = {} as Sender['sender'];
const frame = { parent: null, url: 'app://popup/index.html' };

function event(changes: { sender?: object; senderFrame?: object | null } = {}): Sender {
  return { sender: popup, senderFrame: frame, ...changes } as unknown as Sender;
}

test('the popup’s main frame at its own address is heard', () => {
  expect(isFromPopup(event(), popup)).toBe(true);
});

test.each([
  ['another window', { sender: {} }],
  ['a frame that is gone', { senderFrame: null }],
  ['a frame inside the popup', { senderFrame: { ...frame, parent: {} } }],
  ['a popup that was led elsewhere', { senderFrame: { ...frame, url: 'https://example.org/index.html' } }],
  ['a look-alike host', { senderFrame: { ...frame, url: 'app://popup.evil/index.html' } }],
])('%s is not', (_who, changes) => {
  expect(isFromPopup(event(changes), popup)).toBe(false);
});

test('without a popup nobody is heard', () => {
  expect(isFromPopup(event(), null)).toBe(false);
});

function handlers(changes: Partial<Handlers> = {}): Handlers {
  return {
    getState: () => sampleState,
    checkNow: () => undefined,
    openSettings: () => true,
    setLanguage: () => undefined,
    getLastReport: () => null,
    say: () => true,
    getHelpBundle: () => ({ text: '{}', logLinesLeftOut: 0, factsLeftOut: false }),
    saveHelpBundle: () => 'saved',
    exportReports: () => null,
    importReply: () => null,
    joinByFile: () => null,
    answerQuiz: () => ({ score: 10, passed: true, kept: true }),
    fitHeight: () => undefined,
    closePopup: () => undefined,
    ...changes,
  };
}

test('a payload that does not decode never reaches its handler', async () => {
  const setLanguage = vi.fn();
  const deps = { handlers: handlers({ setLanguage }), onBug: vi.fn() };
  expect(await answerRequest('setLanguage', '../../etc', deps)).toMatchObject({
    ok: false,
    error: { code: 'malformed' },
  });
  expect(setLanguage).not.toHaveBeenCalled();
});

test('an answer is a value', async () => {
  const deps = { handlers: handlers(), onBug: vi.fn() };
  expect(await answerRequest('openSettings', 'sharing', deps)).toEqual({ ok: true, value: true });
});

test('a handler that throws is reported here and answered as failed', async () => {
  const onBug = vi.fn();
  const checkNow = () => Promise.reject(new Error('no disk'));
  const answer = await answerRequest('checkNow', undefined, { handlers: handlers({ checkNow }), onBug });
  expect(answer).toEqual({ ok: false, error: { code: 'failed', message: 'no disk' } });
  expect(onBug).toHaveBeenCalledOnce();
});
