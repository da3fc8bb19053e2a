/** Options of Java 17, which closes what Flink's serializers and the connectors open by reflection. */
export const ADD_OPENS = ["java.util", "java.lang", "java.time"].map(
    (name) => `--add-opens=java.base/${name}=ALL-UNNAMED`,
);
