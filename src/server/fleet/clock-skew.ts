/**
 * Device clock minus endpoint clock, ms. A report that waited in the device's outbox looks like a clock that is
 * slow by the time it waited: only the skew of a report that came at once means the clock.
 */
export function clockSkew(deviceAt: string, receivedAt: number): number {
  return Date.parse(deviceAt) - receivedAt;
}
