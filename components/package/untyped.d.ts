/**
 * Stands for the types of AWS's packages where the engine asks for the package's schema: it is read from the component's own
 * arguments and outputs, which are plain, and reading those types as well would take half a minute. See tsconfig.json.
 */
export {};
