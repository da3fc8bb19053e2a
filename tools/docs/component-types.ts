import * as path from "node:path";
import * as ts from "typescript";

const INDEX = path.join(__dirname, "..", "..", "components", "index.ts");

/** One argument or output of a component, as its doc comment and its type say it. */
export interface DocumentedMember {
    readonly name: string;
    readonly type: string;
    readonly text: string;
    /** An argument that may be left out. */
    readonly optional: boolean;
    /** The value of an argument that is left out. */
    readonly default?: string;
}

/** An exported component: a class that extends pulumi.ComponentResource. */
export interface DocumentedComponent {
    readonly name: string;
    readonly text: string;
    /** Such as `cc-pipeline:storage:StorageTier`. */
    readonly token: string;
    readonly inputs: readonly DocumentedMember[];
    readonly outputs: readonly DocumentedMember[];
}

/** Comments and the text of types are read, and no type of a package: without those, reading takes a second, not ten. */
const OPTIONS: ts.CompilerOptions = { target: ts.ScriptTarget.ES2022, noLib: true, types: [], noEmit: true };

/** A program of the components' own files alone. */
function componentsProgram(file: string): ts.Program {
    const host = ts.createCompilerHost(OPTIONS);
    host.resolveModuleNameLiterals = (literals, containingFile) =>
        literals.map(({ text }) => {
            const resolvedModule = text.startsWith(".")
                ? ts.resolveModuleName(text, containingFile, OPTIONS, host).resolvedModule
                : undefined;
            return { resolvedModule };
        });
    return ts.createProgram([file], OPTIONS, host);
}

/** A comment in one line. */
function oneLine(parts: readonly ts.SymbolDisplayPart[]): string {
    return ts
        .displayPartsToString([...parts])
        .replace(/\s+/g, " ")
        .trim();
}

function member(symbol: ts.Symbol, checker: ts.TypeChecker): DocumentedMember {
    const declaration = symbol.valueDeclaration as ts.PropertySignature | ts.PropertyDeclaration;
    const tag = symbol.getJsDocTags(checker).find(({ name }) => name === "default");
    return {
        name: symbol.name,
        type: declaration.type?.getText().replace(/\s+/g, " ") ?? "",
        text: oneLine(symbol.getDocumentationComment(checker)),
        optional: declaration.questionToken !== undefined,
        ...(tag && { default: oneLine(tag.text ?? []) }),
    };
}

function constructorOf(declaration: ts.ClassDeclaration): ts.ConstructorDeclaration | undefined {
    return declaration.members.find(ts.isConstructorDeclaration);
}

/** The public properties that the class itself declares; those of Pulumi's classes are the same for every component. */
function outputs(declaration: ts.ClassDeclaration, checker: ts.TypeChecker): DocumentedMember[] {
    const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Static;
    return declaration.members
        .filter(ts.isPropertyDeclaration)
        .filter((property) => (ts.getCombinedModifierFlags(property) & hidden) === 0)
        .map((property) => checker.getSymbolAtLocation(property.name))
        .filter((symbol) => symbol !== undefined)
        .map((symbol) => member(symbol, checker));
}

/** Required arguments first, each group in the order of its declaration. */
function inputs(declaration: ts.ClassDeclaration, checker: ts.TypeChecker): DocumentedMember[] {
    const args = constructorOf(declaration)?.parameters[1];
    const all = args
        ? checker
              .getTypeAtLocation(args)
              .getProperties()
              .map((symbol) => member(symbol, checker))
        : [];
    return [...all.filter(({ optional }) => !optional), ...all.filter(({ optional }) => optional)];
}

/** The type token that the constructor gives to Pulumi. */
function tokenOf(declaration: ts.ClassDeclaration): string {
    const token = /super\(\s*"([^"]+)"/.exec(constructorOf(declaration)?.getText() ?? "")?.[1];
    if (token === undefined) {
        throw new Error(`${declaration.name?.text}: its constructor names no type token`);
    }
    return token;
}

function isComponent(declaration: ts.ClassDeclaration): boolean {
    return (declaration.heritageClauses ?? []).some((clause) =>
        /\bComponentResource\b/.test(clause.getText()),
    );
}

/**
 * Reads the components that a file exports.
 *
 * @param file a module. @default components/index.ts
 */
export function documentedComponents(file = INDEX): DocumentedComponent[] {
    const program = componentsProgram(file);
    const checker = program.getTypeChecker();
    const index = program.getSourceFile(file);
    const module = index && checker.getSymbolAtLocation(index);
    const exported = module ? checker.getExportsOfModule(module) : [];
    return exported
        .map((symbol) =>
            (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol),
        )
        .flatMap((symbol) => {
            const declaration = symbol.valueDeclaration;
            return declaration && ts.isClassDeclaration(declaration) && isComponent(declaration)
                ? [
                      {
                          name: symbol.name,
                          text: oneLine(symbol.getDocumentationComment(checker)),
                          token: tokenOf(declaration),
                          inputs: inputs(declaration, checker),
                          outputs: outputs(declaration, checker),
                      },
                  ]
                : [];
        });
}
