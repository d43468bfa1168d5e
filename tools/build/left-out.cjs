// Stands in the agent's bundles for what a package loads at its start and the agent never uses: `conf` its JSON Schema
// validator (we give it no schema), dbus-native its XML parser (we ask no service to describe itself).

class LeftOut {
  constructor() {
    throw new Error('This package was left out of the bundle (tools/build/left-out.cjs).');
  }
}

module.exports = { Ajv2020: LeftOut, Parser: LeftOut };
