import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { checkConfiguration } from "../../local/engine/stack-config";
import { ROOT } from "../../tools/runtime/paths";
import { UserError } from "../../tools/runtime/user-error";
import { folder } from "../support/folder";

const PROJECT = "name: cc-pipeline\nruntime: nodejs\n";
const REGION = "config:\n  aws:region: us-east-1\n";

/** A folder with a project's file and that of its stack dev. */
function project(stack: string, settings = PROJECT): string {
    const place = folder();
    writeFileSync(path.join(place, "Pulumi.yaml"), settings);
    writeFileSync(path.join(place, "Pulumi.dev.yaml"), stack);
    return place;
}

/** What is reported of a stack's file; undefined where it is accepted. */
function mistakes(stack: string, settings?: string, env: NodeJS.ProcessEnv = {}): string | undefined {
    try {
        checkConfiguration("dev", project(stack, settings), env);
        return undefined;
    } catch (error) {
        assert.ok(error instanceof UserError, String(error));
        return error.message;
    }
}

describe("a stack's configuration, checked before anything is started", () => {
    for (const stack of ["dev", "prod", "local"]) {
        it(`accepts the project's own stack ${stack}`, () => checkConfiguration(stack, ROOT, {}));
    }

    const refused: [string, string, string][] = [
        [
            "an unknown key",
            `${REGION}  cc-pipeline:stream.shardcount: 2\n`,
            "Pulumi.dev.yaml: cc-pipeline:stream.shardcount: there is no such key; the nearest is cc-pipeline:stream.shardCount",
        ],
        [
            "several mistakes, also in sections",
            `${REGION}  cc-pipeline:stream:\n    shardCount: 0\n  cc-pipeline:delivery:\n    parquet: maybe\n`,
            `Pulumi.dev.yaml: 2 mistakes
  cc-pipeline:stream.shardCount: '0' is out of range; give a whole number from 1 to 500
  cc-pipeline:delivery.parquet: 'maybe' is neither true nor false; give true or false`,
        ],
        [
            "a key without a namespace, which is the project's",
            `${REGION}  stream.shardCount: none\n`,
            "Pulumi.dev.yaml: cc-pipeline:stream.shardCount: 'none' is not a whole number; give one from 1 to 500",
        ],
        [
            "no region",
            "config: {}\n",
            "Pulumi.dev.yaml: aws:region: it is not set; give a region, such as us-east-1",
        ],
        ["an empty file", "", "Pulumi.dev.yaml: aws:region: it is not set; give a region, such as us-east-1"],
        [
            "text instead of a mapping",
            "config\n",
            "Pulumi.dev.yaml: it is not a mapping; give keys with values, such as config:",
        ],
        [
            "a list as the configuration",
            "config: [a]\n",
            "Pulumi.dev.yaml: config is not a mapping; give keys with values, such as aws:region",
        ],
    ];
    for (const [what, stack, message] of refused) {
        it(`refuses ${what}`, () => assert.equal(mistakes(stack), message));
    }

    it("refuses a query that sql/ does not have", () =>
        assert.match(
            mistakes(`${REGION}  cc-pipeline:analytics:\n    queries: [nope]\n`) ?? "",
            /^Pulumi\.dev\.yaml: cc-pipeline:analytics\.queries: 'nope' has no sql\/nope\.sql with a /,
        ));

    it("refuses YAML that cannot be read, in one line", () =>
        assert.match(mistakes('config: "open\n') ?? "", /^Pulumi\.dev\.yaml: [^\n]+$/));

    it("refuses a stack without a file", () =>
        assert.throws(
            () => checkConfiguration("nope", project(REGION), {}),
            /^UserError: stack 'nope': there is no Pulumi\.nope\.yaml/,
        ));

    const wrong = "  cc-pipeline:stream.shardCount: 0\n";
    const accepted: [string, string, string | undefined, NodeJS.ProcessEnv][] = [
        ["values of other namespaces", `${REGION}  other:key: 1\n`, undefined, {}],
        ["a region from AWS_REGION", "config: {}\n", undefined, { AWS_REGION: "eu-west-1" }],
        ["a region from AWS_DEFAULT_REGION", "config: {}\n", undefined, { AWS_DEFAULT_REGION: "eu-west-1" }],
        ["a region from the project's file", "config: {}\n", `${PROJECT}${REGION}`, {}],
        [
            "a region that the project's file declares with a value",
            "config: {}\n",
            `${PROJECT}config:\n  aws:region:\n    value: us-east-1\n`,
            {},
        ],
        [
            "a default that the project's file declares",
            REGION,
            `${PROJECT}config:\n  stream.shardCount:\n    type: integer\n    default: 2\n`,
            {},
        ],
        [
            "an encrypted value",
            `${REGION}  cc-pipeline:stream.shardCount:\n    secure: v1:abc\n`,
            undefined,
            {},
        ],
        [
            "what an encrypted value decides, of whatever key",
            `${REGION}${wrong}  cc-pipeline:bucket:\n    name:\n      secure: v1:abc\n`,
            undefined,
            {},
        ],
        ["values of a Pulumi ESC environment", `environment: [shared]\n${REGION}${wrong}`, undefined, {}],
    ];
    for (const [what, stack, settings, env] of accepted) {
        it(`leaves to the engine or accepts ${what}`, () =>
            assert.equal(mistakes(stack, settings, env), undefined));
    }

    it("refuses a wrong default of the project's file", () =>
        assert.match(
            mistakes(REGION, `${PROJECT}config:\n  stream.shardCount:\n    default: 0\n`) ?? "",
            /stream\.shardCount: '0' is out of range/,
        ));

    it("lets the stack's file override the project's", () =>
        assert.equal(
            mistakes(
                `${REGION}  cc-pipeline:stream.shardCount: 2\n`,
                `${PROJECT}config:\n  stream.shardCount:\n    default: 0\n`,
            ),
            undefined,
        ));
});
