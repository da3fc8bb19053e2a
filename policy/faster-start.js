/**
 * Two things that @pulumi/pulumi 3.248 and @pulumi/policy 1.21 do more often than a policy pack needs. With another
 * version that does not, nothing changes. `npm run bench -- policy` shows what each is worth.
 */
const Module = require("node:module");

const pulumi = Module.createRequire(require.resolve("@pulumi/pulumi/package.json"));

/**
 * @pulumi/pulumi loads npm's dependency tree walker at start, to serialize functions of a program. A policy pack does not
 * do that, and the walker takes a third of the pack's start: it is loaded on first use.
 */
function loadArboristLate() {
    const file = pulumi.resolve("@npmcli/arborist");
    if (require.cache[file]) {
        return;
    }
    const late = new Module(file);
    late.exports = {
        __esModule: true,
        get Arborist() {
            Reflect.deleteProperty(require.cache, file);
            return pulumi(file).Arborist;
        },
    };
    late.loaded = true;
    require.cache[file] = late;
}

/**
 * @pulumi/policy reads a resource's inputs from the request again for each policy, also for those of other types.
 * Here they are read once per request: no rule of this pack changes them.
 */
function readInputsOnce() {
    /** @type {{ deserializeProperties?: (inputs: object, proxySecrets?: boolean) => object }} */
    const deserialize = require("@pulumi/policy/deserialize");
    const read = deserialize.deserializeProperties;
    if (typeof read !== "function") {
        return;
    }
    /** @type {WeakMap<object, object>} */
    const known = new WeakMap();
    deserialize.deserializeProperties = (inputs, proxySecrets) => {
        if (proxySecrets) {
            return read(inputs, proxySecrets);
        }
        const props = known.get(inputs) ?? read(inputs, false);
        known.set(inputs, props);
        return props;
    };
}

loadArboristLate();
readInputsOnce();
