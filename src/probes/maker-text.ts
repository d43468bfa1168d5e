/** Makers who left the field as it came, and systems that have none, say "nothing" in these words. */
const nothing =
  /^(-|unknown|default string|to be filled by o\.?e\.?m\.?|not (specified|applicable)|system (serial number|manufacturer|product name)|none|0+)$/i;

/** @returns what a maker wrote of a computer, or '' for a filler. */
export function makerText(text: string | undefined): string {
  const trimmed = (text ?? '').trim();
  return nothing.test(trimmed) ? '' : trimmed;
}
