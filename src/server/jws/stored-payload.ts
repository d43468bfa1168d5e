import { type ReportPayload, reportPayload } from '../../protocol/report.ts';

/** The payload of a report that this endpoint verified when it stored it. @throws ZodError where it is none. */
export function readStoredPayload(jws: string): ReportPayload {
  const encoded = jws.slice(jws.indexOf('.') + 1, jws.lastIndexOf('.'));
  return reportPayload.parse(JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')));
}
