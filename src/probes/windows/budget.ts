/**
 * Milliseconds that a probe may take. Windows is asked one question after the other, by a thread that has to start
 * first: a probe may have to wait for another's question that hangs.
 */
export const budgetMs = 10_000;
