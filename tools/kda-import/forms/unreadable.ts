import * as path from "node:path";
import { asObject } from "./json";

const GIVE =
    "give the application's CloudFormation template, Terraform files or state, Pulumi state, description, or its SQL code";

/** Source code of programs, which have to run to give an application. */
const PROGRAMS = /\.(ts|tsx|js|mjs|cjs|py|java|kt|scala|go|cs|rb|sh|ps1|ipynb)$/;

/** What a text looks like, by what it begins with or holds, and what to give instead. */
const LOOKS: readonly [RegExp, string][] = [
    [
        /^-{3,}\n\|/,
        "it looks like the AWS CLI's output as a table; save it with `--output json` or `--output yaml`",
    ],
    [/^APPLICATIONDETAIL\t/, "it looks like the AWS CLI's output as text; save it with `--output json`"],
    [
        /^# (module\.\S+\.)?aws_kinesis\S+:?\n/m,
        "it looks like the output of `terraform show`; save it with `terraform show -json`",
    ],
    [
        /^(Terraform will perform|Terraform used the selected)/m,
        "it looks like the output of `terraform plan`; save the plan (-out PLAN) and give the output of `terraform show -json PLAN`",
    ],
    [/<html/i, "it is a web page; save the SQL code alone in a .sql file"],
];

/** What is wrong with a file in which no application was found, and what would be right: one line. */
export function whyUnreadable(text: string, file: string, documents: readonly unknown[]): string {
    const [, look] = LOOKS.find(([pattern]) => pattern.test(text)) ?? [];
    if (look !== undefined) {
        return look;
    }
    if (PROGRAMS.test(file)) {
        return `it is a program (${path.extname(file)}); give what it makes: cdk.out, a Pulumi or Terraform state, or its SQL code in a .sql file`;
    }
    if (documents.some((document) => "ApplicationSummaries" in asObject(document))) {
        return "it is a list of applications without their code; save what DescribeApplication returns for each";
    }
    return `it holds no Kinesis Data Analytics SQL application; ${GIVE}`;
}
