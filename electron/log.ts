import logger from 'electron-log/node';
import type { Log } from '../src/agent/log.ts';
import { logFile } from '../src/agent/log-file.ts';

/** Bytes; the file before it is kept too. */
const maxSize = 1024 * 1024;

/** The agent's log: `logs/agent.log` in its folder, and stderr for whoever started it by hand. */
export function openLog(folder: string): Log {
  // The Node half of electron-log: its main half would open an ipc channel for pages, and ours have none to use it.
  logger.transports.file.resolvePathFn = () => logFile(folder);
  logger.transports.file.maxSize = maxSize;
  logger.transports.file.writeOptions = { mode: 0o600 };
  logger.transports.console.level = 'warn';
  return {
    info: (message) => logger.info(message),
    warn: (message) => logger.warn(message),
    error: (message) => logger.error(message),
  };
}
