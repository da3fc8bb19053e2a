/** Runs a program of the local cloud from its bundle: node run.js NAME [ARGUMENT…] */
const { runCloudProgram } = require("./bundles");

runCloudProgram(process.argv[2] ?? "", process.argv.slice(3));
