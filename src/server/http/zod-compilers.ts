import type { FastifyInstance, FastifyTypeProvider } from 'fastify';
import * as z from 'zod';

/** Types of bodies, parameters and replies are those of the route's zod schemas. */
export interface ZodTypeProvider extends FastifyTypeProvider {
  validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown;
  serializer: this['schema'] extends z.ZodType ? z.input<this['schema']> : unknown;
}

/** @returns a sentence such as `days: Too big…` for the first thing that is wrong. */
export function describeIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return '';
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}

/** Fastify would give the schemas to Ajv; they are zod's here, one source for types and checks. */
export function useZodSchemas(app: FastifyInstance): FastifyInstance {
  app.setValidatorCompiler(({ schema }) => (data) => {
    const parsed = asZod(schema).safeParse(data);
    return parsed.success ? { value: parsed.data } : { error: new Error(describeIssue(parsed.error)) };
  });
  // Parsing the reply drops every field that its schema does not name.
  app.setSerializerCompiler(({ schema }) => {
    const reply = asZod(schema);
    return (data) => JSON.stringify(reply.parse(data));
  });
  return app;
}

function asZod(schema: unknown): z.ZodType {
  if (!(schema instanceof z.ZodType)) throw new Error('a schema of a route must be made with zod');
  return schema;
}
