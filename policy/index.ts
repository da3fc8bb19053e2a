import { PolicyPack } from "@pulumi/policy";
import { RULES } from "./rules";
import { asPolicy } from "./rules/known";

new PolicyPack("cc-pipeline", { policies: RULES.map(asPolicy) });
