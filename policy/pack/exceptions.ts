import { PolicyConfigSchema } from "@pulumi/policy";
import { matches } from "./glob";

/** A violation that is allowed for a time, by an entry of the policy configuration file. */
export interface Exception {
    /** The rule's name. */
    readonly rule: string;
    /** URN of the resource; `*` matches any characters. */
    readonly urn: string;
    /** Why it is allowed. */
    readonly reason: string;
    /** Who is responsible for it. */
    readonly owner: string;
    /** Last day on which it holds, in UTC: YYYY-MM-DD. */
    readonly expires: string;
}

/** JSON schema of the entries. */
export const EXCEPTIONS_SCHEMA: PolicyConfigSchema = {
    properties: {
        entries: {
            type: "array",
            default: [],
            description:
                "rule, urn (`*` matches any characters), reason, owner, and expires: the last day, YYYY-MM-DD in UTC",
            items: {
                type: "object",
                additionalProperties: false,
                required: ["rule", "urn", "reason", "owner", "expires"],
                properties: {
                    rule: { type: "string", minLength: 1 },
                    urn: { type: "string", minLength: 1 },
                    reason: { type: "string", minLength: 1 },
                    owner: { type: "string", minLength: 1 },
                    expires: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
                },
            },
        },
    },
};

/** The exceptions of a run, and which of them were used. */
export class Exceptions {
    private readonly used = new Set<Exception>();

    /**
     * @param entries of the configuration.
     * @param today in UTC: YYYY-MM-DD.
     */
    constructor(
        private readonly entries: readonly Exception[],
        private readonly today = new Date().toISOString().slice(0, 10),
    ) {}

    /**
     * The exception that holds for a violation; it counts as used.
     *
     * @param rule the rule's name.
     * @param urn the resource.
     */
    find(rule: string, urn: string): Exception | undefined {
        const entry = this.entries.find(
            (one) => one.rule === rule && matches(one.urn, urn) && !this.isExpired(one),
        );
        if (entry) {
            this.used.add(entry);
        }
        return entry;
    }

    private isExpired({ expires }: Exception): boolean {
        return expires < this.today;
    }

    /**
     * What is wrong with the entries themselves, once all resources were judged.
     *
     * @param rules names of the rules that exist.
     * @returns one line each.
     */
    problems(rules: readonly string[]): string[] {
        return this.entries.flatMap((entry) => {
            const what = `the exception of ${entry.rule} for ${entry.urn} (${entry.owner}: ${entry.reason})`;
            if (!rules.includes(entry.rule)) {
                return [
                    `${what} names a rule that does not exist; remove it, or name one of ${rules.join(", ")}`,
                ];
            }
            if (this.isExpired(entry)) {
                return [
                    `${what} expired on ${entry.expires}; fix the resource, or renew the exception with a later date`,
                ];
            }
            return this.used.has(entry) ? [] : [`${what} is not used; remove it`];
        });
    }
}

/** The message of a violation that an exception covers. */
export function exceptionText(entry: Exception, message: string): string {
    return `excepted until ${entry.expires} by ${entry.owner} (${entry.reason}): ${message}`;
}
