import { describe, expect, test } from 'vitest';
import { answer, refusal } from '../../../../src/probes/windows/answer.ts';
import {
  findEngine,
  findKnown,
  knownProducts,
} from '../../../../src/probes/windows/antivirus/known-products.ts';
import type { RunningPrograms } from '../../../../src/probes/windows/running-programs.ts';

function programs(services: Record<string, boolean>, processes: string[] = []): RunningPrograms {
  return { services: answer(new Map(Object.entries(services))), processes: answer(new Set(processes)) };
}

test.each([
  ['360安全卫士', '360安全卫士'],
  ['360杀毒', '360安全卫士'],
  ['火绒安全软件', '火绒安全软件'],
  ['Huorong Internet Security', '火绒安全软件'],
  ['腾讯电脑管家系统防护', '腾讯电脑管家'],
  ['金山毒霸', '金山毒霸'],
  ['瑞星安全云终端', '瑞星'],
  ['奇安信网神终端安全管理系统', '奇安信天擎'],
  ['ESET Security', 'ESET'],
])('%s is registered by the makers of %s', (registered, name) => {
  expect(findKnown(registered, [])?.name).toBe(name);
});

test.each(['Norton 360', 'Enterprising Antivirus', 'Windows Defender', ''])(
  '%j is none of them',
  (registered) => {
    expect(findKnown(registered, [])).toBeUndefined();
  },
);

test('a program tells what its name does not', () => {
  expect(findKnown('Security', ['C:\\Huorong\\bin\\HIPSTRAY.EXE'])?.name).toBe('火绒安全软件');
});

describe.each(knownProducts.map((product) => [product.name, product] as const))('%s', (_, product) => {
  test('runs where one of its services or processes does', () => {
    for (const service of product.services)
      expect(findEngine(product, programs({ [service.toLowerCase()]: true }))).toEqual({
        running: true,
        source: `service ${service}`,
      });
    for (const process of product.processes)
      expect(findEngine(product, programs({}, [process.toLowerCase()]))).toEqual({
        running: true,
        source: `process ${process}`,
      });
  });

  test('is not there where none of them is', () => {
    expect(findEngine(product, programs({ spooler: true }, ['explorer.exe']))).toBeUndefined();
  });
});

test('an engine stands still only where its processes could be looked for', () => {
  const huorong = findKnown('火绒安全软件', []);
  if (huorong === undefined) throw new Error('火绒 is in the list');
  const stopped = programs({ hipsdaemon: false });
  expect(findEngine(huorong, stopped)).toEqual({ running: false, source: 'service HipsDaemon' });
  const blind = { ...stopped, processes: refusal('denied', 'CreateToolhelp32Snapshot: 5') };
  expect(findEngine(huorong, blind)).toBeUndefined();
});
