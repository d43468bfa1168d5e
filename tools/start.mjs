// npm start [-- --once]: Deskward on this machine alone: the endpoint on loopback, this machine enrolled with it, and
// the tray agent (without a display: the same agent without its face). Ends with Ctrl+C.
//   --once   scans, reports, prints the verdicts and the fleet as the endpoint now has it, and ends
// Everything lies in .deskward/, or in the folder that DESKWARD_HOME names.

import { bringPackages } from './bring.mjs';
import { runMain, say } from './say.mjs';

const once = process.argv.includes('--once');

await runMain(async () => {
  await bringPackages();
  const { findDisplay, bringDesktop } = await import('./start/display.mjs');
  const face = !once && findDisplay() ? await bringDesktop() : undefined;
  const { buildIfNeeded } = await import('./build.mjs');
  await buildIfNeeded();
  const { claimHome } = await import('./start/home.mjs');
  const home = claimHome();
  try {
    return await work(home, face);
  } finally {
    home.release();
  }
});

async function work(home, face) {
  const { Programs } = await import('./start/programs.mjs');
  const { startEndpoint } = await import('./start/endpoint.mjs');
  const { enrolment, scanOnce, startAgent } = await import('./start/agent.mjs');
  const programs = new Programs();
  try {
    const endpoint = await startEndpoint(home, programs);
    const invitation = await enrolment(home);
    if (once) return await scanOnce(home, programs, invitation);
    await startAgent(home, programs, face, invitation);
    process.stdout.write(`IT's page: ${endpoint.address}/\n`);
    say('Ctrl+C ends both');
    return await programs.firstEnd();
  } finally {
    await programs.endAll();
  }
}
