/** A failure that the user can fix: its message says in one line what is wrong and what would be right. */
export class UserError extends Error {
    override readonly name = "UserError";

    /** @param exitCode of the command that ends with it. */
    constructor(
        message: string,
        readonly exitCode = 1,
    ) {
        super(message);
    }
}
