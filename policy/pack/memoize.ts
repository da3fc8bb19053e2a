/**
 * Remembers the results of a function by its key.
 *
 * @param compute gives the result for a key; called again for a key only once it was forgotten.
 * @param most entries to keep: where one more comes, all are forgotten.
 * @returns the function that remembers.
 */
export function memoize<T>(compute: (key: string) => T, most = Infinity): (key: string) => T {
    const results = new Map<string, { readonly value: T }>();
    return (key) => {
        const known = results.get(key);
        if (known) {
            return known.value;
        }
        const value = compute(key);
        if (results.size >= most) {
            results.clear();
        }
        results.set(key, { value });
        return value;
    };
}
