import { Finding, advise, refuse } from "../pack/finding";
import { blockAt, isPresent } from "../pack/props";
import { EvaluatedResource, Rule } from "../pack/rule";

const FLINK = "aws:kinesisanalyticsv2/application:Application";

/** Whether a key holds a hash of its content, so that new content is a new object: at least 8 hexadecimal digits. */
const HASHED = /(^|[^0-9a-f])[0-9a-f]{8,64}([^0-9a-f]|$)/i;

/** Compliant: the code that runs is pinned to one version, so that nobody can replace it. */
export const codeVersion: Rule = {
    name: "code-version",
    description:
        "Pin the version of the code object, or put a hash of its content into its key: what was reviewed is then what runs.",
    why: "Whoever may write to the code bucket can replace an object under an unversioned key, and the next restart then runs code that nobody has reviewed.",
    accepts: "Flink applications and Lambda functions whose code object has a version or a hash in its key",
    types: [FLINK, "aws:lambda/function:Function"],
    judge({ type, props }: EvaluatedResource): Finding[] {
        if (type === FLINK) {
            const location = blockAt(
                props,
                "applicationConfiguration",
                "applicationCodeConfiguration",
                "codeContent",
                "s3ContentLocation",
            );
            return location === undefined
                ? []
                : codeFindings(location["fileKey"], location["objectVersion"], "objectVersion");
        }
        return isPresent(props["s3Bucket"])
            ? codeFindings(props["s3Key"], props["s3ObjectVersion"], "s3ObjectVersion")
            : [];
    },
};

function codeFindings(key: unknown, version: unknown, input: string): Finding[] {
    if (isPresent(version)) {
        return [];
    }
    const why = `the code '${String(key)}' has no version; set ${input}`;
    return HASHED.test(String(key))
        ? [] // another content would have another key
        : [key === undefined ? advise(why) : refuse(`${why}, or a key with the content's hash`)];
}
