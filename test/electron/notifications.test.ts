import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';

class FakeNotification extends EventEmitter {
  static readonly shown: FakeNotification[] = [];
  static activate: () => void = () => undefined;
  static isSupported = (): boolean => true;
  static handleActivation(callback: () => void): void {
    FakeNotification.activate = callback;
  }
  show(): void {
    FakeNotification.shown.push(this);
  }
}

vi.mock('electron', () => ({ Notification: FakeNotification }));
const { notify, onLeftNotification } = await import('../../electron/notifications.ts');

const text = { title: '1 item needs fixing', body: 'Screen lock' };

beforeEach(() => {
  FakeNotification.shown.length = 0;
  FakeNotification.activate = () => undefined;
});

test('a click on it is heard, once', () => {
  const onClick = vi.fn();
  notify(text, 'icon.png', onClick);
  const [shown] = FakeNotification.shown;
  shown?.emit('click');
  shown?.emit('click');
  expect(onClick).toHaveBeenCalledTimes(1);
});

test('on Windows a click on one that an earlier run has left is heard', () => {
  const onClick = vi.fn();
  onLeftNotification(onClick, 'win32');
  FakeNotification.activate();
  expect(onClick).toHaveBeenCalledTimes(1);
});

test('elsewhere nothing is asked of Electron', () => {
  const onClick = vi.fn();
  onLeftNotification(onClick, 'linux');
  FakeNotification.activate();
  expect(onClick).not.toHaveBeenCalled();
});
