import { fileURLToPath } from 'node:url';

/** The checkout's own folder, absolute. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/** What can be fetched or made again at any time. */
export const cache = `${root}/.cache`;
