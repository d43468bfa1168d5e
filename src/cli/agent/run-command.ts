import type { Agent } from '../../agent/agent.ts';
import { createAgent } from '../../agent/create-agent.ts';
import { fileProtector, withChip } from '../../agent/identity.ts';
import { describeError, type Log } from '../../agent/log.ts';
import { observeMedia } from '../../agent/observe/observe-media.ts';
import { observePresence, withObserved } from '../../agent/observe.ts';
import { rememberUpdates } from '../../agent/scanner/remembered-updates.ts';
import { trainingProbe } from '../../agent/training.ts';
import { defaultPolicy } from '../../policy/policy.ts';
import type { ExitCode, Program } from './program.ts';
import { printTable } from './scan-command.ts';
import { signOffLines } from './sign-off-lines.ts';
import { goesByFile, tellSignOff } from './tell-sign-off.ts';

/** The agent without a face. Stays until SIGTERM or SIGINT; with `once` until it has reported, or can't. */
export async function runAgentCommand(
  program: Program,
  options: { readonly once: boolean },
  log: Log,
): Promise<ExitCode> {
  const { folder, settings, words } = program;
  const machine = await program.machine();
  const desktop = machine.desktopSession();
  const observer = observePresence({
    folder,
    log,
    policy: () => agent.policy(),
    profile: () => agent.state().profile,
    presence: machine.presence(),
    isPresenting: () => desktop.isPresenting(),
    onChange: () => void agent.scan('change').catch(scanFailed(log)),
  });
  const agent = createAgent({
    platform: withObserved(
      rememberUpdates(observeMedia(machine.platform(), folder, log), folder, log),
      observer.probe,
      trainingProbe(folder),
    ),
    folder,
    settings,
    keyProtector: withChip(fileProtector, machine.keyChip()),
    observer,
    policy: defaultPolicy(),
    log,
    looksOnce: options.once,
  });
  const told = endOfProcess();
  const started = await agent.start();
  if (!started.ok) {
    program.printError(words.t('cli:agent.run.in-use', { detail: started.detail }));
    return 2;
  }
  if (!options.once) {
    if (!isGone(agent)) program.print(words.t('cli:agent.run.started', { folder }));
    tellSignOff(program, agent);
  }
  const code = options.once ? await reportOnce(program, agent, told) : await told.then(() => 0 as const);
  await agent.stop();
  return code;
}

function scanFailed(log: Log): (error: unknown) => void {
  return (error) => log.error(`The scan (change) went wrong: ${describeError(error)}`);
}

/** A supervisor that says stop is obeyed at once, even in the middle of a report: the outbox holds it. */
async function reportOnce(program: Program, agent: Agent, told: Promise<void>): Promise<ExitCode> {
  await Promise.race([agent.settled(), told]);
  const state = agent.state();
  const { assessment, reporting, signOff } = state;
  if (assessment !== null) printTable(program, assessment);
  const { words } = program;
  const leaving = signOffLines(signOff, { running: false, byFile: goesByFile(state) }, words);
  if (isGone(agent)) {
    program.printError(leaving.join('\n'));
    return 1;
  }
  for (const line of leaving) program.print(line);
  if (reporting.state === 'up-to-date') {
    program.print(words.t('cli:agent.run.reported', { at: reporting.lastSentAt }));
    return 0;
  }
  const sentence = reporting.state === 'distrusted' ? words.t(`connection:${reporting.reason}`) : '';
  program.printError(words.t(`cli:agent.run.${reporting.state}`, { ...reporting, sentence }));
  return 1;
}

/** Nothing is checked or reported any more. */
function isGone(agent: Agent): boolean {
  const { signOff } = agent.state();
  return signOff !== null && signOff.state !== 'pending';
}

function endOfProcess(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}
