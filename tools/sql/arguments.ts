import { slideSeconds } from "../../components/queries/slide-seconds";
import { UserError } from "../runtime/user-error";
import { WindowLengths } from "./query-file";

const DEFAULT_WINDOW = "60";

/** Reads an option that is a whole number, of seconds unless its name says otherwise. @throws UserError where it is none. */
export function seconds(key: string, text: string): number {
    if (!/^[1-9]\d{0,5}$/.test(text)) {
        throw new UserError(`--${key}: '${text}' is not a whole number from 1 to 999999`);
    }
    return Number(text);
}

/** The lengths of windows and their steps, as a stack would have them. @throws UserError where they do not fit. */
export function windowLengths(values: { readonly window?: string; readonly slide?: string }): WindowLengths {
    const windowSeconds = seconds("window", values.window ?? DEFAULT_WINDOW);
    const slide = values.slide === undefined ? slideSeconds(windowSeconds) : seconds("slide", values.slide);
    if (windowSeconds % slide !== 0) {
        throw new UserError(`--slide: ${slide} does not divide --window, ${windowSeconds}`);
    }
    return { windowSeconds, slideSeconds: slide };
}
