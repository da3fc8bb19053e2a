import { PolicyPack } from "@pulumi/policy";
import { policiesOf } from "./pack/policies";
import { RULES, STACK_RULES } from "./rules";

new PolicyPack("cc-pipeline", { policies: policiesOf(RULES, STACK_RULES) });
