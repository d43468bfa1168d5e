const tuesday = 2;
/** 10:00 in Redmond, in winter (Microsoft's "Windows monthly updates explained"); hours do not matter here. */
const hourUtc = 18;

/** @returns when Windows' next monthly updates came or come out after that moment: the second Tuesday of a month. */
export function nextPatchTuesday(after: Date): Date {
  const [year, month] = [after.getUTCFullYear(), after.getUTCMonth()];
  const own = secondTuesday(year, month);
  return own > after ? own : secondTuesday(year, month + 1);
}

function secondTuesday(year: number, month: number): Date {
  const first = new Date(Date.UTC(year, month, 1)).getUTCDay();
  const day = 1 + ((tuesday - first + 7) % 7) + 7;
  return new Date(Date.UTC(year, month, day, hourUtc));
}
