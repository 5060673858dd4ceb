#!/usr/bin/env node
// The launcher: says clearly which Node is needed before any newer syntax is parsed. Keep it readable by Node 12.
var needed = [22, 15];
var running = process.versions.node.split('.').map(Number);

if (running[0] < needed[0] || (running[0] === needed[0] && running[1] < needed[1])) {
  console.error(
    'hopscope needs Node ' +
      needed.join('.') +
      ' or newer, and this is Node ' +
      process.versions.node +
      ' (' +
      process.execPath +
      ').\n' +
      'In a checkout, run "npx hopscope": it uses the Node that "npm ci" has installed there.\n' +
      'Anywhere else, install a newer Node (https://nodejs.org) and run the same command again.',
  );
  process.exitCode = 2;
} else {
  import('../dist/hopscope.js').catch((error) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.error(`hopscope is not built here: ${error.message}\nRun "npm ci" (or "npm run build") in the checkout first.`);
    process.exitCode = 2;
  });
}
