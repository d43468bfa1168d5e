import * as z from 'zod';
import { defineFact } from './fact.ts';

/** As Windows tells networks apart; other systems have one setting for all of them. */
export const networkKinds = ['public', 'private', 'domain'] as const;

/** `open`: it runs, and is set to let everything in. `snoozed` and `expired` are Windows Security Center's. */
const firewallState = z.enum(['on', 'open', 'snoozed', 'expired', 'off', 'unknown']);
export type FirewallState = z.infer<typeof firewallState>;

export const firewall = defineFact({
  name: 'firewall',
  meaning: 'The firewalls of this computer: whether they keep out what nobody here asked for.',
  value: z.object({
    firewalls: z
      .array(
        z.object({
          name: z.string().describe('as its maker writes it'),
          state: firewallState,
          networks: z
            .record(z.enum(networkKinds), firewallState)
            .optional()
            .describe('for each kind of network, where it is set for each; only while `state` is on'),
          doubt: z
            .enum(['conflicting', 'single-source'])
            .optional()
            .describe('why what was said of it was not believed: `source` has who said what'),
          source: z.string().describe('where it was seen'),
        }),
      )
      .describe('every firewall that was found, on or not'),
    unread: z
      .array(z.object({ source: z.string(), detail: z.string() }))
      .describe('what exists here and could not be read: a firewall may be on, unseen'),
  }),
  example: {
    firewalls: [{ name: 'ufw', state: 'on', source: '/etc/ufw/ufw.conf ENABLED=yes, ufw.service: active' }],
    unread: [],
  },
});
export type Firewall = (typeof firewall.example)['firewalls'][number];
