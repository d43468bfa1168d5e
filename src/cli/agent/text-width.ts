/** Wide and full-width characters take two columns of a terminal (Unicode Standard Annex 11). */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1f64f}\u{1f680}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const zero = /[\p{Mn}\p{Me}\p{Cf}]/u;

export function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + columnsOf(character), 0);
}

/** A name read from a machine may hold anything; a terminal must never be steered by it. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Lines of at most that many columns, broken at spaces, and anywhere between wide characters or in words too long. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text, width)) {
    if (line !== '' && widthOf(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += line === '' ? piece.trimStart() : piece;
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** Closing punctuation stays with the character before it, as Chinese typesetting wants. */
function piecesOf(text: string, width: number): string[] {
  const words = text.match(/[^\s\u2e80-\uffff]+\s*|[\u2e80-\uffff][,。:;、”)!?]*\s*|\s+/gu) ?? [];
  return words.flatMap((word) => (widthOf(word.trimEnd()) > width ? chunksOf(word, width) : [word]));
}

function chunksOf(word: string, width: number): string[] {
  const chunks = [''];
  for (const character of word) {
    const last = chunks.at(-1) ?? '';
    if (widthOf(last + character) > width) chunks.push(character);
    else chunks[chunks.length - 1] = last + character;
  }
  return chunks;
}

function columnsOf(character: string): number {
  if (zero.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}
