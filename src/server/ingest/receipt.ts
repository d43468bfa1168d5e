/** What a person can say on the telephone: the year, and the number of the statement. */
export function receiptOf(number: number, receivedAt: number): string {
  return `${new Date(receivedAt).getUTCFullYear()}-${String(number).padStart(4, '0')}`;
}
