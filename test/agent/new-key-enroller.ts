import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { enrolCommand } from '../../src/cli/agent/enrol-command.ts';
import { openSettings } from '../../src/cli/agent/stored-settings.ts';
import { wordsIn } from '../../src/cli/agent/words.ts';
import { machine } from './machine.ts';

/* `deskward enrol --new-key` in a folder, until it is killed, for new-key-kill.test.ts: FOLDER STRING. */
const [folder = '', enrolmentString = ''] = process.argv.slice(2);
const say = (line: string) => void writeSync(1, `${line}\n`);
const log = { info: say, warn: say, error: say };
const { platform } = machine();
say('begun');
process.exitCode = await enrolCommand(
  {
    folder: join(folder),
    settings: openSettings(folder, log),
    words: wordsIn('en'),
    plainWords: wordsIn('en'),
    table: { colours: false, columns: 120 },
    machine: async () => ({ platform: () => platform, keyChip: () => null }) as never,
    print: say,
    printError: say,
  },
  { name: 'enrol', stringOrFile: enrolmentString, newKey: true },
  log,
);
