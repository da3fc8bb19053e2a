const FACTOR = 2;
/** A call that went through lets a tenth of the failures stand: recovery is measured, not sudden. */
const RECOVERY = 10;
const JITTER = 0.3;

/**
 * How long to wait before the next call, as the Amazon Kinesis Agent does (its AsyncPublisherThrottler): twice as long after
 * each failure, give or take a random part, so that many agents do not come back at the same moment. A call of which a part
 * failed counts as that part of a failure.
 */
export class Backoff {
    private failures = 0;

    /**
     * @param initialMillis the wait after the first failure.
     * @param maxMillis the longest wait, before the random part.
     * @param random from 0 to 1; tests give their own.
     */
    constructor(
        private readonly initialMillis: number,
        private readonly maxMillis: number,
        private readonly random: () => number = Math.random,
    ) {}

    /** A call failed, or a part of it: from 0 to 1. */
    failed(part = 1): void {
        this.failures += part;
    }

    /** A call went through whole. */
    succeeded(): void {
        this.failures = this.failures / RECOVERY < 1 ? 0 : this.failures / RECOVERY;
    }

    /** Milliseconds to wait before the next call; 0 where all is well. */
    nextMillis(): number {
        const failures = Math.round(this.failures);
        if (failures === 0) {
            return 0;
        }
        const wait = Math.min(this.maxMillis, this.initialMillis * FACTOR ** (failures - 1));
        return Math.round(wait * (1 + (2 * this.random() - 1) * JITTER));
    }
}
