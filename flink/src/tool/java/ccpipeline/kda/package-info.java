/**
 * Translates applications of Kinesis Data Analytics for SQL to Flink SQL. Calcite, which Flink's planner is built on and whose
 * dialect the service's descends from, parses each statement; {@link ccpipeline.kda.ImportTool} answers the requests of
 * {@code npm run import:kda}. Nothing of it is part of the deployed JAR.
 */
package ccpipeline.kda;
