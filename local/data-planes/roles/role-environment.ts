import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { RoleCredentials, ServiceRole } from "./role-credentials";

/** What of this machine's environment a process of the local cloud may see. */
const PASSED_ON = ["PATH", "LANG", "LC_ALL", "TZ", "JAVA_HOME", "TMPDIR"];

/**
 * The environment of a process that runs with a role: the role's credentials and no others. The user's own, by
 * environment or by profile, would come first, so they are kept away.
 *
 * @param credentials where roles' sessions come from.
 * @param role the role, and the service that gives it to the process.
 * @param folder the process's own folder.
 * @param endpoint the local cloud's address.
 * @param region for example `us-east-1`.
 */
export function roleEnvironment(
    credentials: RoleCredentials,
    role: ServiceRole,
    folder: string,
    endpoint: string,
    region: string,
): NodeJS.ProcessEnv {
    const passedOn = PASSED_ON.flatMap((name) =>
        process.env[name] === undefined ? [] : [[name, process.env[name]]],
    );
    const noProfiles = path.join(folder, "no-aws-profiles"); // empty; a missing one is an error for the Java SDK
    mkdirSync(folder, { recursive: true });
    writeFileSync(noProfiles, "");
    return {
        ...Object.fromEntries(passedOn),
        ...credentials.environment(role),
        HOME: folder,
        AWS_REGION: region,
        AWS_ENDPOINT_URL: endpoint,
        AWS_EC2_METADATA_DISABLED: "true",
        AWS_CONFIG_FILE: noProfiles,
        AWS_SHARED_CREDENTIALS_FILE: noProfiles,
    };
}
