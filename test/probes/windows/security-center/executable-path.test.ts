import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  executablePath,
  programName,
} from '../../../../src/probes/windows/security-center/executable-path.ts';

test.each([
  ['C:\\Program Files\\ESET\\ecmds.exe', 'C:\\Program Files\\ESET\\ecmds.exe'],
  ['"C:\\Program Files (x86)\\360\\360tray.exe" /wsc', 'C:\\Program Files (x86)\\360\\360tray.exe'],
  ['C:\\Program Files (x86)\\360\\360tray.exe /wsc', 'C:\\Program Files (x86)\\360\\360tray.exe'],
  ['  %ProgramFiles%\\Windows Defender\\MsMpeng.exe  ', '%ProgramFiles%\\Windows Defender\\MsMpeng.exe'],
  ['"%ProgramFiles%\\Huorong\\HipsMain.exe"', '%ProgramFiles%\\Huorong\\HipsMain.exe'],
  ['D:/av/av.EXE,-101', 'D:/av/av.EXE'],
  ['\\\\?\\C:\\av\\av.exe', '\\\\?\\C:\\av\\av.exe'],
  ['C:\\av\\agent', 'C:\\av\\agent'],
  ['C:\\av.exe.old\\av.exe', 'C:\\av.exe.old\\av.exe'],
])('%s names a program', (command, path) => {
  expect(executablePath(command)).toBe(path);
});

test.each([
  'windowsdefender://',
  '',
  '   ',
  '""',
  'av.exe',
  '@{Microsoft.SecHealthUI}',
  'shell:AppsFolder\\x',
])('%j names no file by its full path', (command) => expect(executablePath(command)).toBeUndefined());

test('the name of a program has no case', () => {
  expect(programName('C:\\Program Files\\Huorong\\HipsTray.EXE')).toBe('hipstray.exe');
  expect(programName('D:/av/AV.exe')).toBe('av.exe');
});

test('whatever a product registered, a path has no quotes around it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (command) => {
      const path = executablePath(command);
      if (path !== undefined) expect(path).toMatch(/^(?!").+/s);
    }),
  );
});
