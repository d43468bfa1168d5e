import { type NamesWithin, noNames } from './names-within.ts';

/** Whose computer it is, as its texts would say it. */
export interface Named {
  readonly userName: string;
  readonly homeFolder: string;
  readonly hostname: string;
}

/** Names of accounts that are nobody's name. */
const nobody = new Set(['root', 'admin', 'administrator', 'user', 'localhost', '']);

/** Homes of other people, by where each system keeps them. */
const homes = /(\/home\/|\/Users\/|[A-Z]:\\+Users\\+)[^/\\\s"':]+/giu;

/** What guards something, by its form: PEM blocks, a token in an enrolment string, a compact JWS. */
const secrets = [
  /-----BEGIN [^-]+-----[\s\S]*?(-----END [^-]+-----|$)/g,
  /(?<=token=)[^&\s"']+/gi,
  /\beyJ[\w-]+\.[\w-]*\.[\w-]*/g,
];
/** Long runs of base64url, of base64. A log may hold no secret; nothing leaves on the strength of that alone. */
const longRuns = [/[\w-]{40,}/g, /[A-Za-z0-9+/]{48,}={0,2}/g];

/** @returns what takes the names of people and computers, and whatever looks like a secret, out of a text. */
export function redactor(named: Named, within: NamesWithin = noNames): (text: string) => string {
  const { userName, homeFolder, hostname } = named;
  const names: [RegExp, string][] = [
    ...wordsFor([userName, ...within.people], '<user>'),
    ...wordsFor([hostname, hostname.split('.')[0] ?? '', ...within.computers], '<computer>'),
    ...wordsFor(within.parts, '<number>'),
  ];
  return (text) => {
    let left = secrets.reduce((rest, secret) => rest.replace(secret, '<removed>'), text);
    left = longRuns.reduce((rest, run) => rest.replace(run, withoutSecret), left);
    if (homeFolder.length > 1) left = left.replaceAll(homeFolder, '~');
    left = left.replace(homes, '$1<user>');
    return names.reduce((rest, [name, stand]) => rest.replace(name, stand), left);
  };
}

/** The same for every text within a value; names of fields stay. */
export function redactAll(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((one) => redactAll(one, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, redactAll(one, redact)]));
}

/** A long path has the alphabet of a secret, too; but a secret mixes its letters, or is hexadecimal. */
function withoutSecret(found: string): string {
  const isMixed = /[a-z]/.test(found) && /[A-Z]/.test(found) && /\d/.test(found);
  return isMixed || /^[0-9a-f]+$/i.test(found) ? '<removed>' : found;
}

/** Whole words; Chinese has no spaces between them, so there every occurrence counts. */
function wordsFor(names: readonly string[], stand: string): [RegExp, string][] {
  // The longest first: a name with its domain goes whole.
  const wanted = [...new Set(names)]
    .filter((name) => !nobody.has(name.toLowerCase()))
    .sort((a, b) => b.length - a.length);
  return wanted.map((name) => {
    const literal = name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    const isPlain = /^[\w.@$ -]+$/.test(name);
    return [
      new RegExp(isPlain ? `(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])` : literal, 'giu'),
      stand,
    ];
  });
}
