import * as z from 'zod';
import { statementChange, statementList, statementQuery, statementTexts } from '../../protocol/statement.ts';
import { readStatement, textsOf, toStatementRow } from '../fleet/statement-view.ts';
import { refuse } from '../http/refusals.ts';
import type { App, RouteDeps } from './deps.ts';
import { nothing, refusals } from './replies.ts';

const params = z.object({ number: z.coerce.number().int().positive() });

/** What people said through their devices: suspected leaks, what is not right, calls for help. */
export function statementRoutes(app: App, { storage, clock }: RouteDeps): void {
  app.get(
    '/api/v1/fleet/statements',
    { schema: { querystring: statementQuery, response: { 200: statementList, ...refusals } } },
    async ({ query }) => {
      const stored = await storage.listStatements(query.device ?? null);
      return { statements: stored.map(toStatementRow) };
    },
  );
  app.get(
    '/api/v1/fleet/statements/:number',
    { schema: { params, response: { 200: statementTexts, ...refusals } } },
    async (request, reply) => {
      const jws = await storage.findStatement(request.params.number);
      return jws === null ? refuse(reply, 'not-found') : reply.send({ texts: textsOf(readStatement(jws)) });
    },
  );
  app.put(
    '/api/v1/fleet/statements/:number',
    { schema: { params, body: statementChange, response: { 204: nothing, ...refusals } } },
    async (request, reply) => {
      const { handled } = request.body;
      const by = handled ? (request.person?.user ?? '') : '';
      const done = await storage.handleStatement(request.params.number, handled ? clock() : null, by);
      return done ? reply.code(204).send(null) : refuse(reply, 'not-found');
    },
  );
}
