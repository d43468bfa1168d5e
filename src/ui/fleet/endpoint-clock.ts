/** Milliseconds: what a reply may have been under way, and the Date header's whole seconds. */
const tolerance = 5000;

let aheadMs = 0;

/** `date`: the Date header of a reply of the endpoint. */
export function setEndpointClock(date: string | null): void {
  const difference = Date.parse(date ?? '') - Date.now();
  if (!Number.isNaN(difference)) aheadMs = Math.abs(difference) > tolerance ? difference : 0;
}

/** @returns the endpoint's time in ms. "Last seen" is the endpoint's word; this computer's clock may be wrong. */
export function endpointNow(): number {
  return Date.now() + aheadMs;
}
