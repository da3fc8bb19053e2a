import js from "@eslint/js";
import tseslint from "typescript-eslint";
import allowedImports from "./tools/lint/allowed-imports.js";

export default tseslint.config(
    { ignores: ["node_modules/", ".local/", "flink/target/"] },
    js.configs.recommended,
    ...tseslint.configs.strict,
    {
        plugins: { rooms: { rules: { "allowed-imports": allowedImports.rule } } },
        rules: {
            "rooms/allowed-imports": "error",
            "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
            complexity: ["error", 12],
            "max-lines": ["error", { max: 320 }],
            "no-console": "off",
        },
    },
    {
        // What runs before anything is installed, and the policy pack's entry, are plain CommonJS.
        files: ["**/*.js"],
        languageOptions: {
            sourceType: "commonjs",
            globals: {
                process: "readonly",
                console: "readonly",
                __dirname: "readonly",
                require: "readonly",
                module: "readonly",
                exports: "readonly",
            },
        },
        rules: { "@typescript-eslint/no-require-imports": "off" },
    },
);
