const { spawnSync } = require("node:child_process");
const {
    existsSync,
    mkdirSync,
    readFileSync,
    realpathSync,
    renameSync,
    statSync,
    writeFileSync,
} = require("node:fs");
const path = require("node:path");

/**
 * What must be on the machine before anything is installed. Plain JavaScript, because it runs before `npm ci`.
 *
 * @typedef {{ name: string, missing: string, get: string }} Missing
 */

/** What tools printed, by what identifies them: asking all of them takes half a second. */
const PRINTED = path.join(__dirname, "..", "..", ".local", "tool-versions.json");

/** The Pulumi CLI that was built here. */
const BUILT_PULUMI = path.join(__dirname, "..", "..", ".local", "tools", "pulumi", "pulumi");

/** A script shorter than this, in bytes, may be a version manager's: which tool it starts depends on more than the script. */
const SHORTEST_TOOL = 1024;

/**
 * What identifies an executable: another version is another file.
 *
 * @param {string} command a path, or a name on the PATH
 * @returns {string} empty where there is none, or where the file may be one of several versions
 */
function identity(command) {
    const folders = command.includes("/") ? [""] : (process.env["PATH"] ?? "").split(path.delimiter);
    for (const folder of folders) {
        try {
            const file = realpathSync(path.join(folder, command));
            const { mtimeMs, size } = statSync(file);
            const [stem = ""] = /^[a-z]+/.exec(path.basename(command)) ?? [];
            const isTool = path.basename(file).startsWith(stem) && size >= SHORTEST_TOOL;
            return isTool ? `${file} ${mtimeMs} ${size}` : "";
        } catch {
            // not in this folder
        }
    }
    return "";
}

/** @returns {Record<string, string>} */
function earlierPrinted() {
    try {
        return JSON.parse(readFileSync(PRINTED, "utf8"));
    } catch {
        return {}; // none yet, or cut off: the tools are asked again
    }
}

/**
 * Runs a command for its version, once for each version of it and of Java, which runs some of them.
 *
 * @param {string} command
 * @param {string[]} args
 * @returns {string | undefined} all that it printed; undefined where it cannot be run
 */
function printed(command, args) {
    const tool = identity(command);
    const key = [tool, identity(java()), ...args].join("\n");
    const earlier = tool === "" ? {} : earlierPrinted();
    if (earlier[key] !== undefined) {
        return earlier[key];
    }
    const result = spawnSync(command, args, { encoding: "utf8", timeout: 30_000 });
    if (result.error || result.status !== 0) {
        return undefined;
    }
    const text = `${result.stdout}${result.stderr}`;
    if (tool !== "") {
        mkdirSync(path.dirname(PRINTED), { recursive: true });
        writeFileSync(`${PRINTED}.${process.pid}`, JSON.stringify({ ...earlier, [key]: text }));
        renameSync(`${PRINTED}.${process.pid}`, PRINTED);
    }
    return text;
}

/**
 * @param {string | undefined} text
 * @param {RegExp} pattern its first groups are the version's numbers
 * @returns {number[] | undefined}
 */
function version(text, pattern) {
    const match = text === undefined ? null : pattern.exec(text);
    return match ? match.slice(1).map(Number) : undefined;
}

/**
 * @param {number[] | undefined} found
 * @param {number[]} least
 */
function atLeast(found, least) {
    if (!found) {
        return false;
    }
    const i = least.findIndex((number, at) => (found[at] ?? 0) !== number);
    return i < 0 || (found[i] ?? 0) > (least[i] ?? 0);
}

/** Python's names, newest first; the first that fits is taken. */
const PYTHONS = ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python"];

/** @returns {string | undefined} a Python of at least 3.10 that can make virtual environments */
function python() {
    return PYTHONS.find((name) => {
        const found = version(printed(name, ["--version"]), /Python (\d+)\.(\d+)/);
        return atLeast(found, [3, 10]) && printed(name, ["-c", "import venv, ensurepip"]) !== undefined;
    });
}

/** @returns {string} the java of JAVA_HOME, or the one on the PATH */
function java() {
    return process.env["JAVA_HOME"] ? `${process.env["JAVA_HOME"]}/bin/java` : "java";
}

/** @returns {Missing | undefined} */
function missingPython() {
    const get = "3.10 or newer with venv, from python.org (Debian: apt install python3 python3-venv)";
    return python() ? undefined : { name: "Python", missing: "with venv was not found", get };
}

/** @returns {Missing | undefined} */
function missingJava() {
    const javac = java().replace(/java$/, "javac");
    const get =
        "a JDK of version 17 or newer, from adoptium.net (Debian: apt install openjdk-17-jdk-headless)";
    return atLeast(version(printed(javac, ["-version"]), /javac (\d+)/), [17])
        ? undefined
        : { name: "Java", missing: `was not found as ${javac}`, get };
}

/** @returns {Missing | undefined} */
function missingMaven() {
    const get = "from maven.apache.org (Debian: apt install maven)";
    return printed("mvn", ["--version"])
        ? undefined
        : { name: "Maven", missing: "was not found as mvn", get };
}

/** @returns {Missing | undefined} a CLI that is neither installed nor built has to be built with Go */
function missingPulumi() {
    const get = "either the Pulumi CLI 3, from pulumi.com, or Go 1.21 or newer, from go.dev, to build it";
    return existsSync(BUILT_PULUMI) || printed("pulumi", ["version"]) || printed("go", ["version"])
        ? undefined
        : { name: "Pulumi CLI", missing: "was not found, nor Go", get };
}

/** @type {Readonly<Record<import("../registry/command").Prerequisite, () => Missing | undefined>>} */
const CHECKS = { python: missingPython, java: missingJava, maven: missingMaven, pulumi: missingPulumi };

/**
 * Checks what a command needs; Node.js is always checked.
 *
 * @param {readonly import("../registry/command").Prerequisite[]} needs
 * @returns {Missing[]} what is missing, and how to get it
 */
function missingPrerequisites(needs) {
    const node = atLeast(version(process.version, /v(\d+)\.(\d+)/), [20, 19])
        ? []
        : [
              {
                  name: "Node.js",
                  missing: `is ${process.version}`,
                  get: "20.19 or newer, from nodejs.org",
              },
          ];
    return [...node, ...needs.map((need) => CHECKS[need]()).filter((missing) => missing !== undefined)];
}

module.exports = { java, missingPrerequisites, printed, python };
