/** @returns the GUID (guiddef.h) of its words, without braces: the first three groups are numbers, little-endian. */
export function guidBytes(text: string): Buffer {
  const [data1, data2, data3, ...rest] = text.split('-');
  const numbers = [data1, data2, data3].map((group) => Buffer.from(group ?? '', 'hex').reverse());
  return Buffer.concat([...numbers, Buffer.from(rest.join(''), 'hex')]);
}
