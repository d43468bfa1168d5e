import * as z from 'zod';
import type { Standing } from '../policy/standing.ts';
import { drawn, options } from '../rules/quiz.ts';
import type { Message, Verdict } from '../rules/verdict.ts';
import type { EventName, RequestName } from './channels.ts';
import type { Outcome } from './outcome.ts';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** A verdict as the popup shows it. */
export interface ShownVerdict extends Verdict {
  readonly clauses: readonly string[];
  /** When the verdict became what it is (ISO). */
  readonly since: string;
  readonly remedy: {
    readonly by: 'user' | 'it';
    readonly canOpenSettings: boolean;
    /** The page of the popup where it is mended. */
    readonly opens: 'training' | null;
  } | null;
  /** What was seen speaks against what is set: both, in one sentence. */
  readonly contradiction: Message | null;
}

/**
 * Whether reports reach IT. `refused`: the endpoint said no, or this computer's key is of no use; a known `reason` has a
 * sentence of its own, else `detail` is the endpoint's.
 * `distrusted`: what answers is not taken for the endpoint, and nothing was sent; a `reason` has a sentence of its own.
 * `joining`: by file, and IT has not answered yet. `key-lost`: the security chip has the key of this device no more.
 */
export type ReportingState =
  | { readonly state: 'not-enrolled' }
  | { readonly state: 'joining'; readonly since: string }
  | { readonly state: 'up-to-date'; readonly lastSentAt: string }
  | { readonly state: 'sending'; readonly waiting: number }
  | { readonly state: 'offline'; readonly waiting: number; readonly lastSentAt: string | null }
  | {
      readonly state: 'distrusted';
      readonly waiting: number;
      readonly reason: 'wrong-pin' | 'wrong-host' | 'expired' | 'downgraded';
      readonly detail: string;
    }
  | { readonly state: 'key-lost'; readonly waiting: number }
  | {
      readonly state: 'refused';
      readonly waiting: number;
      readonly reason: string;
      readonly detail: string;
    };

/** A statement of the user's: waiting for the endpoint, with its receipt, or refused with the endpoint's sentence. */
export interface SaidStatement {
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  readonly receipt: string | null;
  readonly refusal: string | null;
}

/** Where the sign-off of this computer stands; null where nobody has begun one. */
export type ShownSignOff =
  | {
      readonly state: 'pending';
      /** Who leaves; empty where nobody is named, as is `askedBy`. */
      readonly person: string;
      readonly reason: string;
      readonly askedBy: string;
      readonly askedAt: string;
      readonly lastScanSentAt: string | null;
    }
  | {
      readonly state: 'signed-off';
      readonly person: string;
      readonly reason: string;
      readonly confirmedBy: string;
      readonly confirmedAt: string;
      /** Things said that had not reached IT, and are gone. */
      readonly unsent: number;
    }
  | null;

/** All that the popup and the tray show. */
export interface PopupState {
  readonly os: 'windows' | 'macos' | 'linux';
  readonly hostname: string;
  readonly profile: string;
  /** Whose computer IT takes it for; empty where nobody is named. */
  readonly owner: string;
  readonly department: string;
  /** What was said to IT, the newest first. */
  readonly said: readonly SaidStatement[];
  readonly signOff: ShownSignOff;
  /** Another computer may use the key of this one: since when (ISO). Null: nothing speaks for it. */
  readonly sharedKey: { readonly since: string } | null;
  readonly standing: Standing;
  readonly scanning: boolean;
  readonly scannedAt: string | null;
  readonly policyVersion: number;
  /** Worst first. */
  readonly verdicts: readonly ShownVerdict[];
  readonly reporting: ReportingState;
  /** `chip`: nobody can read the device key; `file`: it is guarded by file permissions only. */
  readonly keyProtection: 'chip' | 'os' | 'file';
  readonly language: Language;
  readonly version: string;
}

/** The last report as it was sent, decoded for reading. */
export type LastReport = { readonly sentAt: string; readonly payload: string } | null;

/** What goes to IT or into a file, to be read whole before it does. */
export interface HelpBundle {
  readonly text: string;
  /** Lines of the log that had no room. */
  readonly logLinesLeftOut: number;
  /** Whether more than the log had to be left out. */
  readonly factsLeftOut: boolean;
}
export type SaveOutcome = 'saved' | 'cancelled' | 'failed';

/**
 * What went into a file for IT, where no network leads there; `reason` has a sentence of its own. Null: no file was chosen.
 * `joins`: it asks to be enrolled, and holds no report yet.
 */
export type ExportResult =
  | {
      readonly ok: true;
      readonly file: string;
      readonly joins: boolean;
      readonly reports: number;
      readonly bytes: number;
    }
  | { readonly ok: false; readonly file: string; readonly reason: string; readonly detail: string }
  | null;

/** What IT's reply changed. Null: no file was chosen. */
export type ReplyResult =
  | {
      readonly ok: true;
      readonly joined: boolean;
      readonly acknowledged: number;
      readonly refused: number;
      readonly waiting: number;
      readonly policy: { readonly version: number; readonly taken: boolean } | null;
      readonly assigned: boolean;
      readonly keyChanged: boolean;
      readonly keyShared: 'begun' | 'settled' | null;
      readonly signOff: 'begun' | 'cancelled' | 'confirmed' | null;
      /** What was written beside the reply at once, as IT waits for it; null where nothing was. */
      readonly written: ExportResult;
    }
  | { readonly ok: false; readonly file: string; readonly reason: string; readonly detail: string }
  | null;

/** What came of IT's file for a machine without a network. Null: no file was chosen. */
export type JoinResult =
  | { readonly ok: true; readonly written: ExportResult }
  | { readonly ok: false; readonly file: string; readonly reason: string; readonly detail: string }
  | null;

const nothing = z.undefined();

/** What the user may say to IT; lengths as protocol/statement.ts has them. */
const statement = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('incident'),
    what: z.string().trim().min(1).max(2000),
    when: z.string().trim().max(200),
    who: z.string().trim().max(500),
  }),
  z.strictObject({ kind: z.literal('not-right'), note: z.string().trim().max(500) }),
  // With the bundle that was shown last: main has it, and takes it from no page.
  z.strictObject({ kind: z.literal('help'), note: z.string().trim().max(2000) }),
]);
const answers = z
  .array(z.strictObject({ question: z.string().max(20), chosen: z.enum(options) }))
  .length(drawn);

/** `kept` false: the disk did not take that it was passed. */
export interface QuizResult {
  readonly score: number;
  readonly passed: boolean;
  readonly kept: boolean;
}
export type Statement = z.infer<typeof statement>;

interface Request {
  readonly payload: z.ZodType;
  readonly reply: { readonly type: unknown };
}

/** What the popup may ask of main. Handlers, client and test fakes are derived from this object. */
export const requests = {
  getState: { payload: nothing, reply: reply<PopupState>() },
  checkNow: { payload: nothing, reply: reply<void>() },
  openSettings: { payload: z.string().max(60).describe('rule id'), reply: reply<boolean>() },
  setLanguage: { payload: z.enum(languages), reply: reply<void>() },
  getLastReport: { payload: nothing, reply: reply<LastReport>() },
  answerQuiz: { payload: answers, reply: reply<QuizResult>() },
  say: { payload: statement, reply: reply<boolean>() },
  getHelpBundle: { payload: nothing, reply: reply<HelpBundle>() },
  saveHelpBundle: { payload: nothing, reply: reply<SaveOutcome>() },
  exportReports: { payload: nothing, reply: reply<ExportResult>() },
  importReply: { payload: nothing, reply: reply<ReplyResult>() },
  joinByFile: { payload: nothing, reply: reply<JoinResult>() },
  fitHeight: { payload: z.int().min(1).max(100_000).describe('content, CSS pixels'), reply: reply<void>() },
  closePopup: { payload: nothing, reply: reply<void>() },
} as const satisfies Record<RequestName, Request>;

/** What main tells the popup without being asked. */
export const events = { stateChanged: reply<PopupState>() } as const satisfies Record<
  EventName,
  { readonly type: unknown }
>;

export type RequestPayload<Name extends RequestName> = z.infer<(typeof requests)[Name]['payload']>;
export type RequestReply<Name extends RequestName> = (typeof requests)[Name]['reply']['type'];
export type EventPayload<Name extends EventName> = (typeof events)[Name]['type'];

export type Handlers = {
  readonly [Name in RequestName]: (
    payload: RequestPayload<Name>,
  ) => RequestReply<Name> | Promise<RequestReply<Name>>;
};

type Arguments<Payload> = [Payload] extends [undefined] ? [] : [payload: Payload];

/** The object that the preload script puts on `window.deskward`. Its promises never reject. */
export type Client = {
  readonly [Name in RequestName]: (
    ...payload: Arguments<RequestPayload<Name>>
  ) => Promise<Outcome<RequestReply<Name>>>;
} & {
  /** @returns a function that stops listening. */
  on<Name extends EventName>(event: Name, listener: (payload: EventPayload<Name>) => void): () => void;
};

/** Replies go from trusted main to the popup: a type is enough there. */
function reply<T>(): { readonly type: T } {
  return {} as { readonly type: T };
}
