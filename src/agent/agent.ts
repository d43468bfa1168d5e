import type { Observer } from '../observer/observer.ts';
import type { Policy } from '../policy/policy.ts';
import type { Platform } from '../probes/probe.ts';
import type { StatementContent } from '../protocol/statement.ts';
import type { Answer } from '../rules/quiz.ts';
import type { Verdict } from '../rules/verdict.ts';
import type { AgentState, Assessment, SentReport, Trigger } from './agent-state.ts';
import type { ExportOutcome } from './by-file/export-bundle.ts';
import type { ReplyOutcome } from './by-file/take-reply.ts';
import type { FindProxies } from './endpoint/proxies.ts';
import type { JoiningOutcome } from './enrolment/joining.ts';
import type { EnrolmentOutcome } from './enrolment.ts';
import type { KeyProtector } from './identity.ts';
import type { Log } from './log.ts';
import type { Settings } from './settings.ts';
import type { Timers } from './timers.ts';
import type { QuizResult } from './training.ts';

export interface AgentDeps {
  readonly platform: Platform;
  /** Everything the agent keeps lies in here; made when missing. See agent-folder.ts. */
  readonly folder: string;
  readonly settings: Settings;
  readonly keyProtector: KeyProtector;
  /** Runs while the agent does, but not on a computer that is signed off. */
  readonly observer?: Pick<Observer, 'start' | 'stop'>;
  /** In force until IT gives another. */
  readonly policy: Policy;
  readonly log: Log;
  readonly now?: () => Date;
  /** How the system reaches the endpoint; what the environment says, if not given. */
  readonly findProxies?: FindProxies;
  /** For an agent that looks once: its scan waits for probes that work for seconds, too. */
  readonly looksOnce?: boolean;
  readonly timers?: Timers;
}

/** `in-use`: another agent works in this folder; two would spoil each other's outbox. */
export type StartOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'in-use'; readonly detail: string };

/** What reads, judges, remembers and reports; it shows nothing by itself. */
export interface Agent {
  /** Opens the folder and begins the first scan, the schedule and the watching. Does not wait for the first scan. */
  start(): Promise<StartOutcome>;
  /** Lets a running scan end, then closes everything. What has not left stays in the outbox. */
  stop(): Promise<void>;
  /**
   * A scan asked for while one runs follows it (facts may have been read before the change); several ask for the same one.
   * Rejects on a computer that is signed off.
   */
  scan(trigger: Trigger): Promise<Assessment>;
  state(): AgentState;
  /** The policy in force. */
  policy(): Policy;
  /** @returns a function that stops listening. */
  onChange(listener: (state: AgentState) => void): () => void;
  /** Verdicts that turned to `fail` since the journal's last word on them; once per change, over restarts too. */
  onNewFailures(listener: (verdicts: readonly Verdict[]) => void): () => void;
  /** The last report that the endpoint acknowledged, as the payload that was signed. */
  lastReport(): SentReport | null;
  enrol(enrolmentString: string): Promise<EnrolmentOutcome>;
  /** Takes up IT's file for a machine that no network reaches: what is exported next asks to be enrolled, and a reply answers. */
  joinByFile(text: string): Promise<JoiningOutcome>;
  /** Writes what waits to a file for the endpoint, where no network leads to it. It goes on waiting until a reply says otherwise. */
  exportTo(file: string): Promise<ExportOutcome>;
  /** The endpoint's reply to such a file. Where it begins a sign-off or an enrolment, the scan for it waits in the outbox when this resolves. */
  takeReply(text: string): Promise<ReplyOutcome>;
  /**
   * What a person says to IT: kept on the disk, then sent ahead of every report.
   * @returns false where the disk did not take it.
   */
  say(content: StatementContent): Promise<boolean>;
  /** Counts the answers, and keeps that they were enough. */
  takeQuiz(answers: readonly Answer[]): Promise<QuizResult>;
  /** Resolves when no scan runs and there is nothing more that can be sent now. */
  settled(): Promise<void>;
}
