import { expect, test } from 'vitest';
import { appId, identify, toastActivator } from '../../electron/app-id.ts';

test('Windows is told who this is and whom a click on a notification starts', () => {
  const told: string[] = [];
  identify({
    setAppUserModelId: (id) => told.push(id),
    setToastActivatorCLSID: (id) => told.push(id),
  });
  expect(told).toEqual([appId, toastActivator]);
});

test('an Electron that knows no activator is told the rest', () => {
  const told: string[] = [];
  identify({ setAppUserModelId: (id) => told.push(id) });
  expect(told).toEqual([appId]);
});

test('the activator is a class id as Windows writes it', () => {
  expect(toastActivator).toMatch(/^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/);
});
