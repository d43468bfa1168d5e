/** @returns the GUID (guiddef.h) of its words, without braces: the first three groups are numbers, little-endian. */
export function guidBytes(text: string): Buffer {
  const [data1, data2, data3, ...rest] = text.split('-');
  const numbers = [data1, data2, data3].map((group) => Buffer.from(group ?? '', 'hex').reverse());
  return Buffer.concat([...numbers, Buffer.from(rest.join(''), 'hex')]);
}

/** @returns the words of a GUID, with braces and in upper case, as the registry writes them. */
export function guidText(bytes: Buffer): string {
  const numbers = [bytes.subarray(0, 4), bytes.subarray(4, 6), bytes.subarray(6, 8)];
  const groups = [...numbers.map((group) => Buffer.from(group).reverse()), bytes.subarray(8, 10)];
  return `{${[...groups, bytes.subarray(10)].map((group) => group.toString('hex')).join('-')}}`.toUpperCase();
}
