import { CannotGoOn } from '../say.mjs';
import { runtimeIn } from './runtime-folder.mjs';

/** The runtime that ELECTRON_OVERRIDE_DIST_PATH names (Electron's own variable), or undefined when it is unset. */
export function overriddenRuntime() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return undefined;
  const runtime = runtimeIn(folder, 'override');
  if (runtime) return runtime;
  throw new CannotGoOn(
    `ELECTRON_OVERRIDE_DIST_PATH is ${folder}, but there is no Electron for ${process.platform} in it. ` +
      'Set it to the folder of an unpacked Electron, or unset it.',
  );
}
