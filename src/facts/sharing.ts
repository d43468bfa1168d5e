import * as z from 'zod';
import { defineFact } from './fact.ts';

/** The ways in which a computer gives something to the network. */
export const shareKinds = [
  'smb',
  'nfs',
  'afp',
  'webdav',
  'printer',
  'media',
  'file-server',
  'web',
  'database',
  'scanner',
  'internet',
  'nearby',
  'remote-desktop',
  'remote-login',
  'remote-control',
] as const;

export const sharing = defineFact({
  name: 'sharing',
  meaning: 'What this computer offers to others over the network.',
  value: z.object({
    offers: z
      .array(
        z.object({
          kind: z.enum(shareKinds),
          name: z.string().describe('name of the share or of the service'),
          reach: z
            .enum(['everyone', 'accounts', 'unknown'])
            .describe('who may enter: everyone, accounts with a password, or not readable'),
          active: z.boolean().describe('false: set up, but its service is not listening now'),
          source: z.string().describe('where it was seen'),
        }),
      )
      .describe('user-made shares and open services; loopback-only and administrative ones are not listed'),
    unread: z
      .array(z.object({ kind: z.enum(shareKinds), source: z.string(), detail: z.string() }))
      .describe('sources that exist here and could not be read: while there is one, "none" cannot be said'),
    // Agents before this field, and systems where ports are not read, did not tell.
    others: z
      .array(
        z.object({
          port: z.int().nullable().describe('TCP port; null where the system chose it'),
          program: z.string().nullable().describe('what listens there, where that can be seen'),
        }),
      )
      .optional()
      .describe('ports that are open to the network, and not known to give anything of this computer'),
  }),
  example: {
    offers: [{ kind: 'smb', name: 'public', reach: 'everyone', active: true, source: '/etc/samba/smb.conf' }],
    unread: [],
    others: [{ port: 57_621, program: 'spotify' }],
  },
});
export type Offer = (typeof sharing.example)['offers'][number];
