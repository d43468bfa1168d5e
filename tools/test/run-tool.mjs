import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from '../paths.mjs';

/** Runs a tool of node_modules with its output on ours, and gives its exit code. `wrapper` runs it inside another. */
export function runTool(script, args, { env = {}, wrapper = [] } = {}) {
  const [file, ...words] = [...wrapper, process.execPath, path.join(root, 'node_modules', script), ...args];
  const child = spawn(file, words, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
