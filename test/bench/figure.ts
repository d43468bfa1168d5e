/** One measured figure: alone, or as a ratio against a floor measured in the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** `ratio`: the median of rounds that each measured both, where there were some. */
  readonly floor?: { readonly name: string; readonly value: number; readonly ratio?: number };
  /** What the design asks, in words; figures inform, they never fail a build. */
  readonly goal: string;
}

/** @returns figure ÷ floor, or null where there is nothing to compare with. */
export function ratioOf(figure: Figure): number | null {
  const { floor, value } = figure;
  return floor === undefined ? null : (floor.ratio ?? value / floor.value);
}

/** @param share 0 to 1; nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

export function printFigures(figures: readonly Figure[]): void {
  for (const figure of figures) {
    const ratio = ratioOf(figure);
    const against = figure.floor
      ? `  ${show(ratio ?? 0)} × ${figure.floor.name} (${show(figure.floor.value)})`
      : '';
    process.stdout.write(
      `${figure.name.padEnd(52)} ${show(figure.value).padStart(9)} ${figure.unit}${against}\n`,
    );
    process.stdout.write(`${''.padEnd(52)}           goal: ${figure.goal}\n`);
  }
}

function show(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3, useGrouping: false });
}
