/** Marks that a maker may write or leave out (\u2122 is ™: as itself it would double what the bundle takes in memory); NFKC would make letters of the first three. */
const marks = /[\u2122®©\p{Cf}]/gu;

/** What installers write behind a name: the build that it is for (\u4F4D is 位), and a version with a dot in it. */
const trailing = [
  /[ -]\((?:X64|X86|AMD64|ARM64|(?:32|64)[ -]?(?:BIT|\u4F4D))[^)]*\)$/u,
  /[ -](?:X64|X86|AMD64|ARM64|(?:32|64)[ -]?(?:BIT|\u4F4D))$/u,
  /[ -](?:VERSION )?V?\d+(?:\.\d+)+[^ ]*$/u,
];

/** Most names are of these alone; for them capitals are all that there is to do. */
const plain = /^[!-~]*(?: [!-~]+)*$/;

/**
 * A text as it is compared, always as a whole: without regard to case, width, marks and runs of spaces (UAX #15 NFKC,
 * then capitals, in which ß and SS, ς and σ are the same).
 */
export function comparable(text: string): string {
  if (plain.test(text)) return text.toUpperCase();
  return text.replace(marks, '').normalize('NFKC').toUpperCase().replace(/\s+/gu, ' ').trim();
}

/** Characters. No program is called at such length, and a text that somebody made up is not tried from every blank on. */
const longest = 260;

/**
 * The ways in which a list may name a program of this name: as it stands, and without version and build. A number
 * without a dot stays: it is part of many names (Portal 2, Origin 2024).
 */
export function comparableNames(name: string): readonly string[] {
  const whole = comparable(name);
  const short = whole.length <= longest && /\d/.test(whole) ? withoutTrailing(whole) : whole;
  return short === whole || short === '' ? [whole] : [whole, short];
}

function withoutTrailing(name: string): string {
  const short = trailing.reduce((rest, end) => rest.replace(end, ''), name).trim();
  return short === name ? name : withoutTrailing(short);
}

/** A program's file, by its name alone and without the version behind it: the same on every system. */
export function comparableExecutable(file: string): string {
  const name = comparable(file);
  return name
    .slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
    .replace(/\.EXE$/, '')
    .replace(/[ _-]V?\d+(?:\.\d+)+$/, '');
}
