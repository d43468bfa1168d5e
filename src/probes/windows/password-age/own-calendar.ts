/**
 * The day that stood on this computer's calendar then, YYYY-MM-DD.
 * @returns undefined for what can be no date of a password: before Windows NT, or past the year 9999.
 */
export function dayOf(ms: number): string | undefined {
  const date = new Date(ms);
  const year = date.getFullYear();
  if (Number.isNaN(year) || year < 1993 || year > 9999) return undefined;
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${year}-${month}-${day}`;
}
