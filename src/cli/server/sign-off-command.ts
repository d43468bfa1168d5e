import { randomUUID } from 'node:crypto';
import { toSignOffRow } from '../../server/fleet/sign-off-view.ts';
import type { Storage } from '../../server/storage/storage.ts';
import type { StoredSignOff } from '../../server/storage/stored-sign-off.ts';
import type { Command } from './arguments.ts';
import { findNamed } from './find-named.ts';
import { type ExitCode, fail, type Program, withStorage } from './program.ts';

type SignOffCommand = Extract<Command, { name: 'sign-off' }>;

/** Begins, confirms or calls off the sign-off of one device, or of all that one person has. */
export function signOffCommand(program: Program, command: SignOffCommand): Promise<ExitCode> {
  return withStorage(program, command.data, async (storage) => {
    const devices = await devicesMeant(storage, command);
    if (devices.length === 0)
      return command.device === null
        ? fail(program, 'no-devices-of', { person: command.person })
        : fail(program, 'no-device', { device: command.device });
    const codes: ExitCode[] = [];
    for (const device of devices)
      codes.push(
        command.step === 'begin'
          ? await begin(program, storage, device, command)
          : await end(program, storage, device, command),
      );
    return codes.includes(2) ? 2 : 0;
  });
}

export function signOffsCommand(
  program: Program,
  { data, json }: Extract<Command, { name: 'sign-offs' }>,
): Promise<ExitCode> {
  return withStorage(program, data, async (storage) => {
    const signOffs = await storage.listSignOffs(null);
    if (json) program.print(JSON.stringify(signOffs.map(toSignOffRow), null, 2));
    else if (signOffs.length === 0) program.print(program.words.t('cli:server.sign-off.none'));
    else for (const one of signOffs) printLine(program, one);
    return 0;
  });
}

async function devicesMeant(
  storage: Storage,
  { device, person }: SignOffCommand,
): Promise<readonly string[]> {
  if (device === null) return storage.devicesOfOwner(person);
  const found = await findNamed(storage, device);
  return found === null ? [] : [found];
}

async function begin(
  program: Program,
  storage: Storage,
  device: string,
  { person, reason, by }: SignOffCommand,
): Promise<ExitCode> {
  const id = randomUUID();
  const outcome = await storage.startSignOff({ id, device, person, reason, by, now: Date.now() });
  const { hostname = device } = (await storage.listSignOffs(device))[0] ?? {};
  if (outcome.state === 'refused') return fail(program, outcome.reason, { device: hostname });
  program.print(program.words.t('cli:server.sign-off.begun', { device: hostname }));
  return 0;
}

async function end(
  program: Program,
  storage: Storage,
  device: string,
  { step, by, withoutScan }: SignOffCommand,
): Promise<ExitCode> {
  const open = (await storage.listSignOffs(device)).find(({ state }) => state === 'pending');
  if (open === undefined) return fail(program, 'no-sign-off', { device });
  if (step === 'confirm' && open.lastScan === null && !withoutScan)
    return fail(program, 'no-last-scan', { device: open.hostname });
  const state = step === 'confirm' ? 'confirmed' : 'cancelled';
  await storage.endSignOff({ id: open.id, state, by, now: Date.now() });
  program.print(program.words.t(`cli:server.sign-off.${state}`, { device: open.hostname }));
  return 0;
}

function printLine({ print, words }: Program, signOff: StoredSignOff): void {
  const row = toSignOffRow(signOff);
  const scanned = row.lastScan === null ? 'no-scan' : 'scan';
  const say = (key: string): string =>
    words.t(`cli:server.sign-off.${key}`, { ...row, at: row.endedAt, receivedAt: row.lastScan?.receivedAt });
  const who = [row.hostname, row.device, row.person, row.reason].filter(Boolean).join(' · ');
  print(`${who}\n  ${say(`state.${row.state}`)} · ${say(scanned)}`);
}
