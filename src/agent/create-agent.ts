import { hostname } from 'node:os';
import type { Policy } from '../policy/policy.ts';
import type { DeviceDescription, Platform } from '../probes/probe.ts';
import type { StatementContent } from '../protocol/statement.ts';
import type { Answer } from '../rules/quiz.ts';
import type { Verdict } from '../rules/verdict.ts';
import type { Agent, AgentDeps, StartOutcome } from './agent.ts';
import type { AgentState, Assessment, SentReport, Trigger } from './agent-state.ts';
import { readAssignment } from './assignment.ts';
import type { ExportOutcome } from './by-file/export-bundle.ts';
import { takeInHanded } from './by-file/handed-reply.ts';
import type { ReplyOutcome } from './by-file/take-reply.ts';
import type { JoiningOutcome } from './enrolment/joining.ts';
import type { EnrolmentOutcome } from './enrolment.ts';
import { claimFolder } from './files/claim-folder.ts';
import { watchFiles } from './files/watch-files.ts';
import { openJournal } from './journal.ts';
import { watchLeft } from './left-for-agent.ts';
import { Listeners } from './listeners.ts';
import { describeError } from './log.ts';
import type { OpenedAgent } from './opened-agent.ts';
import { PolicyStore } from './policy/policy-store.ts';
import type { ReportingDeps } from './reporting/reporting-deps.ts';
import { Reporting } from './reporting.ts';
import { describeOnce } from './scanner/describe-device.ts';
import { momentOf } from './scanner/moment.ts';
import { withoutWaiting } from './scanner/without-waiting.ts';
import { Scanner } from './scanner.ts';
import { scheduleHourly } from './schedule.ts';
import { SignOffCourse } from './sign-off/sign-off-course.ts';
import { readSignOff } from './sign-off.ts';
import { type QuizResult, takeQuiz } from './training.ts';

export function createAgent(deps: AgentDeps): Agent {
  return new RunningAgent(deps);
}

class RunningAgent implements Agent {
  readonly #deps: AgentDeps;
  readonly #now: () => Date;
  readonly #changes: Listeners<AgentState>;
  readonly #failures: Listeners<readonly Verdict[]>;
  readonly #describe: () => Promise<DeviceDescription>;
  readonly #scanner: Scanner;
  readonly #policies: PolicyStore;
  #opened: OpenedAgent | null = null;
  #description: DeviceDescription | null = null;
  #endSchedule: () => void = () => undefined;
  readonly #course: SignOffCourse;

  constructor(deps: AgentDeps) {
    this.#deps = deps;
    this.#now = deps.now ?? (() => new Date());
    this.#changes = new Listeners(deps.log);
    this.#failures = new Listeners(deps.log);
    this.#describe = describeOnce(deps.platform, deps.log);
    const { folder, log, policy: builtIn, settings } = deps;
    this.#policies = new PolicyStore({ folder, log, builtIn });
    this.#policies.follow(settings.get('enrolment'));
    this.#scanner = new Scanner({
      ...deps,
      now: this.#now,
      platform: deps.looksOnce ? deps.platform : this.#withoutWaiting(),
      basis: () => ({ ...this.state(), policy: this.policy() }),
      opened: () => this.#started(),
      onChange: () => this.#tell(),
      onNewFailures: (failures) => this.#failures.tell(failures),
    });
    this.#course = new SignOffCourse({
      ...deps,
      held: () => this.#opened?.reporting.signOff ?? null,
      scan: () => this.#begin('sign-off'),
      forget: () => this.#forgetAll(),
    });
  }

  async start(): Promise<StartOutcome> {
    const { folder, log, platform } = this.#deps;
    const lock = claimFolder(folder, log);
    if (!lock.ok)
      return { ok: false, reason: 'in-use', detail: `Process ${lock.pid ?? '?'} works in ${folder}.` };
    const reporting = await Reporting.open(this.#reportingDeps());
    const journal = openJournal({ folder, log });
    const takeHanded = () => takeInHanded(folder, (text) => this.takeReply(text), log);
    const stops = [
      watchFiles(platform.watchedFiles(), () => this.#begin('change')),
      platform.watchSettings(() => this.#begin('change')),
      ...watchLeft(folder, {
        settings: () => void this.#followSettings(),
        joining: () => void this.#followJoining(),
        'key-wish': () => reporting.wake(),
        'check-wish': () => this.#begin('user'),
        reply: () => void takeHanded(),
      }),
    ];
    this.#opened = { journal, reporting, release: lock.release, stops };
    await takeHanded();
    this.#course.resume();
    this.#stand();
    this.#begin('start');
    void this.#describe().then((description) => {
      this.#description = description;
      this.#tell();
    });
    return { ok: true };
  }

  async stop(): Promise<void> {
    const opened = this.#opened;
    if (opened === null) return;
    this.#endSchedule();
    this.#course.stop();
    for (const stop of opened.stops) stop();
    await this.#deps.observer?.stop();
    await this.#scanner.idle();
    await this.#course.settled();
    await opened.reporting.close();
    // What was written beside the agent since, such as by the observer, goes as well.
    if (this.#course.isGone) await opened.reporting.forgetAll();
    this.#opened = null;
    opened.release();
  }

  scan(trigger: Trigger): Promise<Assessment> {
    if (this.#course.isGone) return Promise.reject(new Error('This computer has been signed off.'));
    // What waits is tried again at once.
    if (trigger === 'network' || trigger === 'user') this.#opened?.reporting.wake();
    return this.#scanner.run(trigger);
  }

  state(): AgentState {
    const { folder, settings, keyProtector, log } = this.#deps;
    const reporting = this.#opened?.reporting;
    const held = reporting?.held ?? readAssignment(folder, settings.get('enrolment'), log);
    return {
      scanning: this.#scanner.isScanning,
      assessment: this.#scanner.latest,
      since: this.#opened?.journal.since() ?? {},
      reporting: reporting?.state() ?? { state: 'not-enrolled' },
      description: this.#description,
      profile: held.profile,
      assignment: held.assignment,
      assignmentVersion: held.version,
      statements: reporting?.statements ?? [],
      sharedKey: reporting?.sharedKey ?? null,
      signOff: reporting?.signOff ?? readSignOff(folder),
      policyVersion: this.policy().version,
      keyProtection: reporting?.keyProtection ?? keyProtector.kind,
    };
  }

  policy(): Policy {
    return this.#policies.policy;
  }

  onChange(listener: (state: AgentState) => void): () => void {
    return this.#changes.add(listener);
  }

  onNewFailures(listener: (verdicts: readonly Verdict[]) => void): () => void {
    return this.#failures.add(listener);
  }

  lastReport(): SentReport | null {
    return this.#opened?.reporting.lastReport() ?? null;
  }

  async enrol(enrolmentString: string): Promise<EnrolmentOutcome> {
    const { reporting } = this.#started();
    const outcome = await reporting.enrol(enrolmentString);
    if (outcome.ok) this.#enrolled();
    return outcome;
  }

  exportTo(file: string): Promise<ExportOutcome> {
    return this.#started().reporting.byFile.exportTo(file);
  }

  async takeReply(text: string): Promise<ReplyOutcome> {
    const outcome = await this.#started().reporting.byFile.takeReply(text);
    if (outcome.ok && outcome.joined) this.#enrolled();
    if (outcome.ok && (outcome.joined || outcome.signOff === 'begun')) await this.#scanner.idle();
    return outcome;
  }

  joinByFile(text: string): Promise<JoiningOutcome> {
    return this.#started().reporting.byFile.join(text);
  }

  async say(content: StatementContent): Promise<boolean> {
    if (this.#course.isGone) return false;
    try {
      await this.#started().reporting.say(content);
      return true;
    } catch (error) {
      this.#deps.log.error(`A statement could not be kept: ${describeError(error)}`);
      return false;
    }
  }

  async takeQuiz(answers: readonly Answer[]): Promise<QuizResult> {
    const { folder, log } = this.#deps;
    const result = await takeQuiz(folder, answers, momentOf(this.#now()).today, log);
    if (result.passed && result.kept) this.#begin('change');
    return result;
  }

  async settled(): Promise<void> {
    // What a report is answered with may set off a scan, and that one a report.
    for (const _round of ['asked', 'answered']) {
      await this.#scanner.idle();
      await this.#opened?.reporting.settled();
    }
    await this.#course.settled();
  }

  async #forgetAll(): Promise<void> {
    this.#endSchedule();
    // It writes down what it knows: before that is removed, not after.
    await this.#deps.observer?.stop();
    await this.#scanner.idle();
    // Another program has enrolled this device anew meanwhile.
    if (!this.#course.isGone) return;
    this.#scanner.forget();
    await this.#opened?.reporting.forgetAll();
    if (this.#opened !== null) this.#opened = { ...this.#opened, journal: openJournal(this.#deps) };
    this.#tell();
  }

  #begin(trigger: Trigger): void {
    if (this.#course.isGone) return;
    this.scan(trigger).catch((error: unknown) => {
      this.#deps.log.error(`The scan (${trigger}) went wrong: ${describeError(error)}`);
    });
  }

  #withoutWaiting(): Platform {
    const { platform, folder, log } = this.#deps;
    const onAnswer = (): void => {
      if (this.#opened !== null) this.#begin('change');
    };
    // It may have written since the wipe.
    const onLate = (): void => {
      if (this.#course.isGone) void this.#opened?.reporting.forgetAll();
    };
    return withoutWaiting(platform, { folder, log, now: this.#now, onAnswer, onLate });
  }

  /** Another program may have enrolled this device. */
  async #followSettings(): Promise<void> {
    if ((await this.#opened?.reporting.followSettings()) === true) this.#enrolled();
  }

  /** Another program may have asked to join, also for a computer that was signed off: it is looked at again. */
  async #followJoining(): Promise<void> {
    await this.#opened?.reporting.byFile.follow();
    this.#enrolled();
  }

  /** The profile may be another one now, and the endpoint has heard nothing yet. */
  #enrolled(): void {
    this.#stand();
    this.#begin('change');
  }

  /** On guard from here on: by the hour, and what only time shows. Not on a computer that is signed off. */
  #stand(): void {
    const { log, settings, observer } = this.#deps;
    this.#endSchedule();
    if (this.#course.isGone) return;
    observer?.start();
    const id = settings.get('enrolment')?.device ?? hostname();
    this.#endSchedule = scheduleHourly(id, () => this.#begin('schedule'), log);
  }

  #started(): OpenedAgent {
    if (this.#opened === null) throw new Error('The agent has not been started, or has been stopped.');
    return this.#opened;
  }

  #tell(): void {
    this.#changes.tell(this.state());
  }

  #reportingDeps(): ReportingDeps {
    return {
      ...this.#deps,
      now: this.#now,
      describe: this.#describe,
      onChange: () => this.#tell(),
      onAssigned: () => this.#begin('change'),
      policies: this.#policies,
      onPolicy: () => this.#begin('change'),
      onSignOff: () => this.#course.changed(),
      onSignedOff: () => this.#course.confirmed(),
    };
  }
}
