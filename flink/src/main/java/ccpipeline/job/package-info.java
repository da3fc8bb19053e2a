/** The deployed job: connects source, queries and delivery. Its main class is named in the JAR's manifest. */
package ccpipeline.job;
