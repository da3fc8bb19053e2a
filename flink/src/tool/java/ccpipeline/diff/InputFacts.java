package ccpipeline.diff;

import ccpipeline.source.SourceSettings;

/** How one input of an application reads the stream. */
final class InputFacts {
    final SourceSettings settings;
    /** The column that gives the time; empty for the time of arrival. */
    final String timeColumn;

    InputFacts(SourceSettings settings, String timeColumn) {
        this.settings = settings;
        this.timeColumn = timeColumn;
    }
}
