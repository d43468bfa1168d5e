/** ISO; `<TimeCreated SystemTime='2026-06-13T05:39:31.2640458Z'/>`: in UTC, with more digits than a date has here. */
export function eventTime(event: string): string | null {
  const time = /<TimeCreated SystemTime=['"]([\d:T.-]+Z)['"]/.exec(event)?.[1];
  const at = new Date(time ?? '');
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
