#!/usr/bin/env node
// The pack as a command: cc-pipeline-policy FILE…, or cc-pipeline-policy --list
require("tsx/cjs/api").register();
const { run } = require("./cli/main");

const args = process.argv.slice(2);
void run(args[0] === "--list" ? ["policy:list"] : ["policy", ...args]);
