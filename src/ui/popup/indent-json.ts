/**
 * JSON with a line for each value. Only spaces and line breaks are added, outside of strings: parsing and printing it
 * anew could change the order of keys or the digits of a number, and this text has been signed.
 */
export function indentJson(compact: string): string {
  let depth = 0;
  const newLine = (): string => `\n${'  '.repeat(depth)}`;
  return compact.replace(/"(?:[^"\\]|\\.)*"|\{\}|\[\]|[{}[\],:]/g, (token) => {
    if (token === '{' || token === '[') {
      depth += 1;
      return token + newLine();
    }
    if (token === '}' || token === ']') {
      depth = Math.max(0, depth - 1);
      return newLine() + token;
    }
    if (token === ',') return token + newLine();
    return token === ':' ? ': ' : token;
  });
}
