// Writes docs/coverage.md from docs/coverage.json: what each fact is read from, and how that was proven.
// `--check` writes nothing, and ends with 1 where the page is not what the rows say.

import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { root } from './paths.mjs';
import { CannotGoOn, runMain } from './say.mjs';

const page = `${root}/docs/coverage.md`;
const systems = { linux: 'Linux', windows: 'Windows', macos: 'macOS' };
const proofs = ['real', 'under Wine', 'double', 'captured output', 'documentation only'];

const preface = `# What is read, and how that was proven

Made by \`node tools/coverage.mjs\` from [coverage.json](coverage.json): change the rows there. A test keeps it true.

Each row is one place that a fact is read from, as an administrator would look it up, and how we know that it is read
rightly, strongest first:

- **real**: a test sets it on a real Linux system, with the program or service that it belongs to, and reads it back.
- **under Wine**: a test sets it for real in Wine's Windows (registry, files, services, programs) and reads it through
  Windows' own calls. That Windows keeps it in the same place, and acts on it, is Microsoft's word, or what others found.
- **double**: a library that we wrote in C, against the Windows headers, answers in Windows' place under Wine. The call, its
  types and its memory are proven; no true answer of Windows is.
- **captured output**: files or output saved from a real installation, or published by others who had one, kept with the
  tests. Their values may be changed for what a test wants to show.
- **documentation only**: nobody's real output was at hand. The tests answer as the maker's documentation, source code or
  other people's tools say.

**What no machine of ours could show.** No Windows and no Mac ran these tests. Nothing here is a true answer of Security
Center, Defender, shares, power plans, or domain, Microsoft and Entra accounts; nothing is known of users' rights on Windows,
or of a Windows in another language. Linux was Debian 12. GNOME Shell, Plasma, Cinnamon, MATE, UKUI and Deepin did not run;
of the screen lockers only MATE's was seen locking, and when told to: that they do as their settings say is their makers' word. No
commercial antivirus and no remote-control program was installed on any system.

Words set \`like this\` stand in one of the files named beside them; a test looks for them there.
`;

/** The whole page. */
function pageOf(rows) {
  const tables = Object.keys(systems).map((os) =>
    tableOf(
      rows.filter((row) => row.os === os),
      os,
    ),
  );
  return [preface, summaryOf(rows), ...tables].join('\n');
}

function summaryOf(rows) {
  const count = (proof, os) => rows.filter((row) => row.proof === proof && row.os === os).length;
  const lines = proofs.map((proof) => [proof, ...Object.keys(systems).map((os) => count(proof, os))]);
  return `## In numbers\n\n${grid([['Proven', ...Object.values(systems)], ...lines])}`;
}

function tableOf(rows, os) {
  const lines = rows.map(({ fact, source, proof, files }) => [
    fact,
    source,
    proof,
    files.map(link).join(', '),
  ]);
  return `## ${systems[os]}\n\n${grid([['Fact', 'Source', 'Proven', 'By'], ...lines])}`;
}

function link(file) {
  return `[${basename(file)}](../${file})`;
}

function grid([head, ...lines]) {
  const rule = head.map(() => '---');
  return [head, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

await runMain(() => {
  const text = pageOf(JSON.parse(readFileSync(`${root}/docs/coverage.json`, 'utf8')));
  if (!process.argv.includes('--check')) return writeFileSync(page, text);
  if (readFileSync(page, 'utf8') !== text)
    throw new CannotGoOn(
      'docs/coverage.md is not what docs/coverage.json says; run: node tools/coverage.mjs',
    );
});
