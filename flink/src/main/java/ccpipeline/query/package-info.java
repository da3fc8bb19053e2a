/** Queries of sql/: their text, their plan, and their registration with Flink's planner. */
package ccpipeline.query;
