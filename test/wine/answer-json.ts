/** JSON that also carries what Windows answers with: 64-bit numbers and bytes. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each === 'bigint') return { $bigint: String(each) };
    if (each instanceof Uint8Array) return { $bytes: [...each] };
    return each;
  });
}

export function fromJson(text: string): unknown {
  return JSON.parse(text, (_key, each: unknown) => {
    if (typeof each !== 'object' || each === null) return each;
    if ('$bigint' in each) return BigInt(each.$bigint as string);
    if ('$bytes' in each) return new Uint8Array(each.$bytes as number[]);
    return each;
  });
}
