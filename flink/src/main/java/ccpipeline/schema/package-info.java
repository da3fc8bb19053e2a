/** Reads records of the stream by a schema file: columns with their types, or a rejection that says what is wrong. */
package ccpipeline.schema;
