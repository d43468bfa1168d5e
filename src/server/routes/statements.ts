import { z } from 'zod';
import { statementChange, statementList, statementQuery } from '../../protocol/statement.ts';
import { toStatementRow } from '../fleet/statement-view.ts';
import { refuse } from '../http/refusals.ts';
import type { App, RouteDeps } from './deps.ts';
import { nothing, refusals } from './replies.ts';

const params = z.object({ number: z.coerce.number().int().positive() });

/** What people said through their devices: suspected leaks, and what is not right. */
export function statementRoutes(app: App, { storage, clock }: RouteDeps): void {
  app.get(
    '/api/v1/fleet/statements',
    { schema: { querystring: statementQuery, response: { 200: statementList, ...refusals } } },
    async ({ query }) => {
      const stored = await storage.listStatements(query.device ?? null);
      return { statements: stored.map(toStatementRow) };
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
