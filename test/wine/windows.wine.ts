import assert from 'node:assert/strict';
import { test } from 'node:test';

test('the tests run on Windows as Wine makes it', () => {
  assert.equal(process.platform, 'win32');
  assert.equal(process.arch, 'x64');
});
