import { join } from 'node:path';
import { handedReplyFileName } from './by-file/handed-reply.ts';
import { joiningFileName } from './enrolment/joining.ts';
import { watchFiles } from './files/watch-files.ts';
import { rotationWishFileName } from './identity/key-rotation.ts';
import { checkWishFileName, takeCheckWish } from './scanner/check-wish.ts';
import { settingsFileName } from './settings.ts';

/** What other programs, such as the command line, leave in the folder of an agent that runs. */
export type LeftForAgent = 'settings' | 'joining' | 'key-wish' | 'check-wish' | 'reply';

const files: Readonly<Record<LeftForAgent, string>> = {
  settings: `${settingsFileName}.json`,
  joining: joiningFileName,
  'key-wish': rotationWishFileName,
  'check-wish': checkWishFileName,
  reply: handedReplyFileName,
};

/** A wish of before is no more than the agent's first scan does anyway. @returns functions that stop watching. */
export function watchLeft(
  folder: string,
  onLeft: Readonly<Record<LeftForAgent, () => void>>,
): (() => void)[] {
  takeCheckWish(folder);
  const onWish = () => {
    if (takeCheckWish(folder)) onLeft['check-wish']();
  };
  const told = { ...onLeft, 'check-wish': onWish };
  const left = Object.entries(files) as [LeftForAgent, string][];
  return left.map(([what, file]) => watchFiles([join(folder, file)], told[what]));
}
