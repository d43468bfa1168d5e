import * as z from 'zod';
import { refusal } from '../../protocol/report.ts';

/** What every route may answer besides what it is for. */
export const refusals = { '4xx': refusal, '5xx': refusal };
/** 204: done, and there is nothing to say. */
export const nothing = z.null();
/** Bytes that no schema describes: a file of the page, a stream of events. */
export const bytes = z.unknown().describe('not JSON');
