// Brings what the commands need: npm packages always, Debian packages where asked. Says what it does, asks nothing.
// Runs before anything is installed: Node's own modules only.

export { bringDebianPackages } from './bring/debian-packages.mjs';
export { bringPackages } from './bring/npm-packages.mjs';
