/** The door of this folder: the rest of the pack imports from here only. tests/policy/imports.test.ts keeps it so. */
export { managedPolicyFindings } from "./data/managed-policies";
export { judgeDocument } from "./judge-document";
export { removeRedundantStatements } from "./judges/redundant-statements";
export { detectKind } from "./model/detect-kind";
export { deniesPlainHttp } from "./model/plain-http";
export type { DocumentKind, IamSettings } from "./settings";
