/**
 * The names alone, apart from the schemas: the preload script needs nothing else, and a sandboxed page
 * should not wait for a validation library. schema.ts holds the compiler to this list.
 */
export const requestNames = [
  'getState',
  'checkNow',
  'openSettings',
  'setLanguage',
  'getLastReport',
  'answerQuiz',
  'say',
  'getHelpBundle',
  'saveHelpBundle',
  'exportReports',
  'importReply',
  'joinByFile',
  'fitHeight',
  'closePopup',
] as const;
export type RequestName = (typeof requestNames)[number];

export const eventNames = ['stateChanged'] as const;
export type EventName = (typeof eventNames)[number];

/** @returns the channel on Electron's wire; the prefix keeps it apart from Electron's own. */
export function channelOf(name: RequestName | EventName): string {
  return `deskward:${name}`;
}
