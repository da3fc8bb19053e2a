import { slideSeconds } from "../../components/queries/slide-seconds";
import { UserError } from "../runtime/user-error";
import { WindowLengths } from "./query-file";

/**
 * The lengths of windows and their steps, as a stack would have them.
 *
 * @param values the options --window and --slide, in seconds.
 * @throws UserError where they do not fit.
 */
export function windowLengths(values: {
    readonly window: number;
    readonly slide: number | undefined;
}): WindowLengths {
    const { window, slide = slideSeconds(window) } = values;
    if (window % slide !== 0) {
        throw new UserError(`--slide: ${slide} does not divide --window, ${window}`);
    }
    return { windowSeconds: window, slideSeconds: slide };
}
