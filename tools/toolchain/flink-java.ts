/** Options for Java 17 and later, which forbid the reflection that Flink's serializers and the connectors need. */
export const ADD_OPENS = ["java.util", "java.lang", "java.time"].map(
    (name) => `--add-opens=java.base/${name}=ALL-UNNAMED`,
);
