/**
 * Decides whether columns of a query's result determine its row, for {@code npm run sql:check}. It reads the tree that the
 * planner makes of a query before it optimizes, in which columns still have their names.
 */
package ccpipeline.rowkey;
