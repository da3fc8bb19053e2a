import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";

/** What the local machine serves of cloud-config (cloud-init documentation, "Module reference"). */
interface CloudConfig {
    readonly packages?: string[];
    readonly write_files?: {
        readonly path: string;
        readonly content: string;
        readonly permissions?: string;
    }[];
}

/** An instance's user data, applied. */
export interface AppliedUserData {
    /** Whether it installs the Amazon Kinesis Agent. */
    readonly hasAgent: boolean;
    /** The access-log generator's command, its paths below the instance's folder; undefined where there is none. */
    readonly generator?: string[];
}

function cloudConfig(text: string): CloudConfig {
    if (!text.startsWith("#cloud-config\n")) {
        throw new Error(
            "user data: it does not begin with #cloud-config; the local machine serves no other form",
        );
    }
    return parse(text) as CloudConfig;
}

/** A path of the instance below its folder. @throws Error where it would lead out of it. */
function below(root: string, file: string): string {
    const place = path.join(root, file);
    if (!path.isAbsolute(file) || !place.startsWith(root + path.sep)) {
        throw new Error(`user data: write_files path '${file}' is not an absolute path of the instance`);
    }
    return place;
}

/** The command of the generator's service, its absolute paths moved below the instance's folder. */
function generatorCommand(root: string, config: CloudConfig): string[] | undefined {
    const unit = config.write_files?.find((file) => file.path.endsWith("/access-log-generator.service"));
    const command = /^ExecStart=(.+)$/m.exec(unit?.content ?? "")?.[1];
    return command?.split(/\s+/).map((word) => (word.startsWith("/") ? below(root, word) : word));
}

/**
 * Applies user data as cloud-init does at an instance's first boot, below a folder: its write_files. Packages and
 * commands are the operating system's, which is this machine's own; what they start, the agent and the generator, is
 * reported to the caller.
 *
 * @param text the user data, decoded.
 * @param root the instance's folder.
 * @throws Error one line, where the user data has another form or leads out of the folder.
 */
export function applyUserData(text: string, root: string): AppliedUserData {
    const config = cloudConfig(text);
    for (const file of config.write_files ?? []) {
        const place = below(root, file.path);
        mkdirSync(path.dirname(place), { recursive: true });
        writeFileSync(place, file.content);
        chmodSync(place, Number.parseInt(file.permissions ?? "0644", 8));
    }
    return {
        hasAgent: config.packages?.includes("aws-kinesis-agent") ?? false,
        generator: generatorCommand(root, config),
    };
}
