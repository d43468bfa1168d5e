import * as z from 'zod';
import { defineFact } from './fact.ts';

/** The ways in which a computer is connected to other networks than a cable with nothing behind it. */
export const networkWays = ['wifi', 'cellular', 'tethering', 'vpn', 'dial-up', 'default-route'] as const;

export const networkIsolation = defineFact({
  name: 'network-isolation',
  meaning: 'The ways by which this computer reaches other networks at the moment.',
  value: z.object({
    ways: z
      .array(
        z.object({
          kind: z.enum(networkWays).describe('a connection of that kind, or a route to everywhere'),
          adapter: z.string().describe('the adapter’s name; empty where the system does not tell it'),
          source: z.string().describe('where it was seen'),
        }),
      )
      .describe('only what is connected now; an adapter that is switched off or out of reach is not listed'),
    unread: z
      .array(z.object({ source: z.string(), detail: z.string() }))
      .describe('sources that could not be read: while there is one, "none" cannot be said'),
  }),
  example: {
    ways: [
      { kind: 'wifi', adapter: 'wlan0', source: '/sys/class/net/wlan0' },
      { kind: 'default-route', adapter: 'wlan0', source: '/proc/net/route' },
    ],
    unread: [],
  },
});
export type NetworkWay = (typeof networkIsolation.example)['ways'][number];
