const dayInMs = 86_400_000;
/** Days from 1899-12-30, from which a DATE counts (oleauto.h, "VariantTimeToSystemTime"), to 1970-01-01. */
const daysToUnixEpoch = 25_569;

/** @returns milliseconds since 1970 of a DATE, which counts days; whose time zone it is, who wrote it has to say. */
export function fromAutomationDate(days: number): number {
  return Math.round((days - daysToUnixEpoch) * dayInMs);
}
