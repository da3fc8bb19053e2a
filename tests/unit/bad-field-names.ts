import { BadConfig, line } from "./bad-config";

/** Patterns of the agent and names that do not go together. */
export const BAD_FIELD_NAMES: readonly BadConfig[] = [
    [
        { "producer.matchPattern": "^(\\S+) (\\d+)$" },
        [
            line(
                "producer.matchPattern",
                "'^(\\S+) (\\d+)$' has 2 capturing groups, and producer.customFieldNames 0 names; give a name for each group, one at least",
            ),
        ],
    ],
    [
        { "producer.matchPattern": "^(\\S+) (?:a|b)$", "producer.customFieldNames": "host,status" },
        [
            line(
                "producer.matchPattern",
                "'^(\\S+) (?:a|b)$' has 1 capturing group, and producer.customFieldNames 2 names; give a name for each group, one at least",
            ),
        ],
    ],
    [
        { "producer.customFieldNames": "host,status" },
        [
            line(
                "producer.customFieldNames",
                "2 names for the 7 fields of COMMONAPACHELOG; give 7, or a producer.matchPattern with as many groups",
            ),
        ],
    ],
    [
        { "producer.matchPattern": "IPV6", "producer.customFieldNames": "host,status" },
        [
            line(
                "producer.customFieldNames",
                "2 names for the 7 fields of COMMONAPACHELOG; give 7, or a producer.matchPattern with as many groups",
            ),
        ],
    ],
];
