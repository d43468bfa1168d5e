import * as z from 'zod';

/** An ISO 8601 span of whole days, such as P2M or P60D; months are the calendar's. */
export const calendarSpan = z
  .string()
  .regex(/^P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/, 'must be an ISO 8601 span of days, such as P2M or P60D');
