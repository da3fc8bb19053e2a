/** Reads the Kinesis stream: shards, watermarks, and what a restart reads again. */
package ccpipeline.source;
