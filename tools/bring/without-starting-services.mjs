import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

// invoke-rc.d(8): asked before a service is started; 101 is "forbidden". Debian starts a server when it is installed.
const policy = '/usr/sbin/policy-rc.d';
const aside = `${policy}.deskward-aside`;
const ours = '#!/bin/sh\n# set by deskward while it installs packages\nexit 101\n';

/** Runs `work` while no package that is installed may start its service; afterwards all is as it was. */
export async function withoutStartingServices(work) {
  forbid();
  // Ctrl+C and a kill must not leave the machine without services for good.
  const onSignal = (signal) => {
    allow();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    return await work();
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    allow();
  }
}

function forbid() {
  // Ours is still there only if an earlier run was killed outright.
  if (existsSync(policy) && readFileSync(policy, 'utf8') !== ours) renameSync(policy, aside);
  writeFileSync(policy, ours);
  chmodSync(policy, 0o755);
}

function allow() {
  rmSync(policy, { force: true });
  if (existsSync(aside)) renameSync(aside, policy);
}
