/** The application's property groups and the endpoints of AWS: all that the job is configured with. */
package ccpipeline.settings;
