import { expect, onTestFinished } from 'vitest';
import type { Agent, AgentDeps } from '../../src/agent/agent.ts';
import { createAgent } from '../../src/agent/create-agent.ts';
import { fileProtector, type KeyProtector } from '../../src/agent/identity.ts';
import type { Settings } from '../../src/agent/settings.ts';
import type { Timers } from '../../src/agent/timers.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
import { keptLog } from './kept-log.ts';
import type { Machine } from './machine.ts';
import { memorySettings } from './memory-settings.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface Started {
  readonly agent: Agent;
  readonly settings: Settings;
  readonly folder: string;
}

export interface StartOptions {
  readonly folder?: string;
  readonly settings?: Settings;
  readonly now?: () => Date;
  readonly timers?: Timers;
  readonly keyProtector?: KeyProtector;
  readonly observer?: AgentDeps['observer'];
  readonly policy?: Policy;
}

/** An agent that has started, and stops when the test ends. */
export async function startAgent({ platform }: Machine, options: StartOptions = {}): Promise<Started> {
  const { folder = temporaryFolder(), settings = memorySettings(), keyProtector = fileProtector } = options;
  const agent = createAgent({
    platform,
    folder,
    settings,
    keyProtector,
    policy: options.policy ?? defaultPolicy(),
    log: keptLog(),
    ...(options.now && { now: options.now }),
    ...(options.timers && { timers: options.timers }),
    ...(options.observer && { observer: options.observer }),
  });
  onTestFinished(() => agent.stop());
  expect(await agent.start()).toEqual({ ok: true });
  return { agent, settings, folder };
}
