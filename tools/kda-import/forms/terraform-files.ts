import { Application, DescriptionError } from "../application";
import { extracted, isOtherRuntime } from "./extract";
import { HclModule, HclResource } from "./hcl/module";
import { TERRAFORM_NAMES } from "./member-names";
import { TERRAFORM_TYPES } from "./terraform-state";
import { UnreadableFile } from "./unreadable-file";

/** What a folder's Terraform files hold. */
export interface ModuleApplications {
    readonly applications: Application[];
    /** Files that are a part of it: its own, its modules', and those that their values are read from. */
    readonly files: readonly string[];
    /** Files of it that cannot be read. */
    readonly unreadable: readonly UnreadableFile[];
}

/** One refusal for each dynamic block that cannot be made. */
function application(
    { name, values, file, dynamic }: HclResource,
    shown: (file: string) => string,
): Application {
    const found = extracted(values, TERRAFORM_NAMES, { file: shown(file), name });
    const refusals = dynamic.map((block) => ({
        construct: `dynamic "${block}"`,
        message:
            "what it repeats is not known from the files; write the blocks out, or give the Terraform state",
    }));
    return { ...found, leftOut: [...found.leftOut, ...refusals] };
}

/**
 * Reads the applications of a Terraform module: the .tf files of a folder, with the local modules that they call.
 *
 * @param shown gives a file as a person would write it.
 * @param onOther is called for each application of another runtime.
 * @throws DescriptionError where a file cannot be read.
 */
export function moduleApplications(
    folder: string,
    shown: (file: string) => string,
    onOther: () => void,
): ModuleApplications {
    const all = (module: HclModule, depth: number): HclModule[] => {
        if (depth > 20) {
            throw new DescriptionError(`the module ${module.folder} calls itself`);
        }
        return [module, ...module.children().flatMap((child) => all(child, depth + 1))];
    };
    const modules = all(new HclModule(folder), 0);
    const resources = modules.flatMap((module) => module.resources(TERRAFORM_TYPES));
    const sql = resources.filter(({ values }) => !isOtherRuntime(values, TERRAFORM_NAMES));
    resources.filter((resource) => !sql.includes(resource)).forEach(onOther);
    const applications = sql.map((resource) => application(resource, shown));
    return {
        applications,
        files: modules.flatMap(({ files, read }) => [...files, ...read]),
        unreadable: modules.flatMap(({ unreadable }) => unreadable),
    };
}
