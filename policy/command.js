#!/usr/bin/env node
// The pack as a command: cc-pipeline-policy FILE…, or cc-pipeline-policy --list
require("tsx/cjs/api").register();
const { run } = require("./cli/main");

// npm sets npm_command to exec under npx and npm exec, whose package is not on the PATH.
const name = process.env["npm_command"] === "exec" ? "npx cc-pipeline-policy" : "cc-pipeline-policy";
const args = process.argv.slice(2);
void run(args[0] === "--list" ? ["policy:list"] : ["policy", ...args], name);
