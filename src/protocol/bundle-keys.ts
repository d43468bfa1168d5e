import * as z from 'zod';
import { publicKey } from './public-key.ts';

/** The endpoint's two keys for files, pinned by the enrolment: bundles are sealed to one, the other signs replies. */
export const bundleKeys = z.object({ encrypt: publicKey, sign: publicKey });
export type BundleKeys = z.infer<typeof bundleKeys>;

/** In a report's `lacks`: the device enrolled with an endpoint that had none yet, and asks for them. */
export const lacksBundleKeys = 'bundle-keys';
