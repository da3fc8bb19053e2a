/** Writes results and rejected records as lines to Firehose delivery streams. */
package ccpipeline.delivery;
