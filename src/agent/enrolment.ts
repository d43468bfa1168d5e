import type { Enrolment } from './settings.ts';

/** `detail` is technical and untranslated; the endpoint's own sentence where it gave one. */
export type EnrolmentOutcome =
  | { readonly ok: true; readonly enrolment: Enrolment }
  | {
      readonly ok: false;
      readonly reason:
        | 'bad-string'
        | 'key-unavailable'
        | 'unreachable'
        | 'refused'
        | 'bad-answer'
        | 'not-stored';
      readonly detail: string;
    };
