/**
 * CBOR (RFC 8949) as the AWS SDK for Java 1 and Kinesis write it: maps, texts, byte strings, whole numbers, and times, which are
 * milliseconds with the tag 1.
 */
export type Cbor =
    string | number | boolean | Buffer | Date | null | readonly Cbor[] | { readonly [name: string]: Cbor };

const MAJOR = { number: 0, negative: 1, bytes: 2, text: 3, list: 4, map: 5 } as const;
const TIME = 0xc1;
const [FALSE, TRUE, NULL] = [0xf4, 0xf5, 0xf6];
const END = 0xff;
/** The additional information of a length of 64 bits. */
const LONG = 27;
const INDEFINITE = 31;

function head(major: number, value: number): Buffer {
    const number = Buffer.alloc(8);
    number.writeBigUInt64BE(BigInt(value));
    return Buffer.concat([Buffer.from([(major << 5) | LONG]), number]);
}

function ended(major: number, parts: readonly Buffer[]): Buffer {
    return Buffer.concat([Buffer.from([(major << 5) | INDEFINITE]), ...parts, Buffer.from([END])]);
}

/** Writes a value. Lists and maps are written without their length, as that SDK does it. */
export function encodeCbor(value: Cbor): Buffer {
    if (value === null || typeof value === "boolean") {
        return Buffer.from([value === null ? NULL : value ? TRUE : FALSE]);
    }
    if (typeof value === "number") {
        return value < 0 ? head(MAJOR.negative, -1 - value) : head(MAJOR.number, value);
    }
    if (typeof value === "string") {
        return Buffer.concat([head(MAJOR.text, Buffer.byteLength(value)), Buffer.from(value)]);
    }
    if (Buffer.isBuffer(value)) {
        return Buffer.concat([head(MAJOR.bytes, value.length), value]);
    }
    if (value instanceof Date) {
        return Buffer.concat([Buffer.from([TIME]), head(MAJOR.number, value.getTime())]);
    }
    if (Array.isArray(value)) {
        return ended(MAJOR.list, (value as Cbor[]).map(encodeCbor));
    }
    const members = Object.entries(value as Record<string, Cbor>);
    return ended(
        MAJOR.map,
        members.flatMap(([name, member]) => [encodeCbor(name), encodeCbor(member)]),
    );
}

/** Reads one value after the other. */
class Reader {
    private at = 0;

    constructor(private readonly bytes: Buffer) {}

    private byte(): number {
        return this.bytes.readUInt8(this.at++);
    }

    private length(info: number): number {
        if (info < 24) {
            return info;
        }
        const size = 2 ** (info - 24);
        const from = this.at;
        this.at += size;
        return size === 8 ? Number(this.bytes.readBigUInt64BE(from)) : this.bytes.readUIntBE(from, size);
    }

    /** What a list or a map holds. @param each values per element. */
    private *elements(info: number, each: 1 | 2): Generator<Cbor> {
        for (let left = info === INDEFINITE ? Infinity : each * this.length(info); left > 0; left--) {
            if (this.bytes[this.at] === END) {
                this.at++;
                return;
            }
            yield this.value();
        }
    }

    private map(info: number): Cbor {
        const values = [...this.elements(info, 2)];
        const pairs = values.flatMap((name, i) => (i % 2 === 0 ? [[name, values[i + 1] ?? null]] : []));
        return Object.fromEntries(pairs) as Cbor;
    }

    /** The values that have no length. */
    private simple(first: number): Cbor | undefined {
        if (first === TIME) {
            return new Date(this.value() as number);
        }
        return first === NULL ? null : { [FALSE]: false, [TRUE]: true }[first];
    }

    private content(major: number, length: number): Cbor {
        if (major === MAJOR.number || major === MAJOR.negative) {
            return major === MAJOR.number ? length : -1 - length;
        }
        if (major !== MAJOR.bytes && major !== MAJOR.text) {
            throw new Error(`CBOR of major type ${major} is not read here`);
        }
        const content = this.bytes.subarray(this.at, this.at + length);
        this.at += length;
        return major === MAJOR.text ? content.toString("utf8") : Buffer.from(content);
    }

    value(): Cbor {
        const first = this.byte();
        const [major, info] = [first >> 5, first & 31];
        const simple = this.simple(first);
        if (simple !== undefined) {
            return simple;
        }
        if (major === MAJOR.list) {
            return [...this.elements(info, 1)];
        }
        return major === MAJOR.map ? this.map(info) : this.content(major, this.length(info));
    }
}

/** Reads a value. @throws Error where it has a type that these messages do not have. */
export function decodeCbor(bytes: Buffer): Cbor {
    return new Reader(bytes).value();
}
