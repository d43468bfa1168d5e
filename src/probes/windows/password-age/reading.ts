import type { Reading } from '../../../facts/fact.ts';
import type { FactValue } from '../../../facts/registry.ts';

export type PasswordAgeReading = Reading<FactValue<'password-age'>>;
