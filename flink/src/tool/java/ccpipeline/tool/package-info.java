/**
 * The developer's query tool behind {@code npm run sql:check} and {@code npm run sql:try}. It uses the job's classes and
 * is not part of the deployed JAR.
 */
package ccpipeline.tool;
