/**
 * What a change of the queries does to a running application, for the command {@code npm run sql:diff}, and the runs that its
 * tests compare that with. It uses the job's classes and is not part of the deployed JAR.
 */
package ccpipeline.diff;
