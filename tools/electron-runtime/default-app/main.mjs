// Stands where Electron's own default app stands: `electron [-r MODULE] FOLDER|FILE [ARGS]` runs that application.
// An ES module, because a CommonJS one can't await an application whose main is an ES module.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const { target, modules } = decodeArguments(process.argv.slice(1));
Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
for (const name of modules) createRequire(path.join(process.cwd(), '/'))(name);
if (target === undefined) {
  process.stderr.write('usage: electron [-r MODULE] FOLDER|FILE [ARGS]\n');
  app.exit(2);
} else {
  await import(pathToFileURL(prepare(path.resolve(target))).href);
}

function decodeArguments(args) {
  const modules = [];
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '-r' || args[i] === '--require') modules.push(args[++i]);
    else if (!args[i].startsWith('-')) return { target: args[i], modules };
  }
  return { target: undefined, modules };
}

/** Tells Electron whose application this is, and gives the file to start. */
function prepare(target) {
  if (statSync(target).isFile()) return target;
  const description = path.join(target, 'package.json');
  const about = existsSync(description) ? JSON.parse(readFileSync(description, 'utf8')) : {};
  if (about.productName || about.name) app.setName(about.productName ?? about.name);
  if (about.version) app.setVersion(about.version);
  if (about.desktopName) app.setDesktopName(about.desktopName);
  app.setAppPath(target);
  return path.join(target, about.main ?? 'index.js');
}
