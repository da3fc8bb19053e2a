import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import providerService from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import * as protocol from "@pulumi/pulumi/proto/provider_pb.js";
import { failureStatus } from "./init-failure";
import { Properties } from "./resource-type";
import { properties, struct } from "./struct";

/**
 * Serves a provider to the engine (pulumi/pulumi, proto/pulumi/provider.proto). The server of @pulumi/pulumi/provider is not
 * used because it keeps the provider's own configuration, and with it the default tags, to itself.
 */
export interface ServedProvider {
    /** Takes the provider's configuration, once, before anything else. */
    configure(config: Properties): void;
    check(urn: string, news: Properties): { inputs: Properties; failures: CheckFailure[] };
    /** @param ignored paths of `ignoreChanges`: they stay as the state has them. */
    diff(id: string, urn: string, olds: Properties, news: Properties, ignored: readonly string[]): Difference;
    /** @param preview nothing is created: what is not known before is left out of the answer. */
    create(urn: string, inputs: Properties, preview: boolean): Promise<{ id: string; outs: Properties }>;
    /**
     * @param inputs the inputs of the last update; undefined where the engine asks for none.
     * @returns undefined where the resource is gone.
     */
    read(
        id: string,
        urn: string,
        state: Properties,
        inputs: Properties | undefined,
    ): Promise<{ outs: Properties; inputs: Properties } | undefined>;
    update(
        id: string,
        urn: string,
        olds: Properties,
        news: Properties,
        ignored: readonly string[],
        preview: boolean,
    ): Promise<{ outs: Properties }>;
    delete(id: string, urn: string, state: Properties): Promise<void>;
    invoke(token: string, inputs: Properties): Promise<Properties>;
}

/** An input that is refused, and why. */
export interface CheckFailure {
    readonly property: string;
    readonly reason: string;
}

/** A property that differs, by the side that has it. */
export type PropertyDifference = "add" | "delete" | "update";

/** What a change of inputs comes to. */
export interface Difference {
    readonly changes: boolean;
    /** How each property differs between state and inputs; undefined where that is not known. */
    readonly properties?: ReadonlyMap<string, PropertyDifference>;
    readonly replaces: readonly string[];
    readonly deleteBeforeReplace: boolean;
}

type Reply<R> = (error: Partial<grpc.StatusObject> | null, answer?: R) => void;

/** Answers a call; an error becomes the engine's one line about the resource. */
function answered<Q, R>(answer: (request: Q) => Promise<R> | R) {
    return (call: { request: Q }, reply: Reply<R>): void => {
        Promise.resolve()
            .then(() => answer(call.request))
            .then(
                (value) => reply(null, value),
                (error: Error) => reply(failureStatus(error)),
            );
    };
}

function checkAnswer(inputs: Properties, failures: readonly CheckFailure[]): protocol.CheckResponse {
    const answer = new protocol.CheckResponse();
    answer.setInputs(struct(inputs));
    answer.setFailuresList(
        failures.map(({ property, reason }) => {
            const failure = new protocol.CheckFailure();
            failure.setProperty(property);
            failure.setReason(reason);
            return failure;
        }),
    );
    return answer;
}

/** The engine's kinds of a property's difference. */
const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = protocol.PropertyDiff.Kind;
const KINDS = {
    add: [ADD, ADD_REPLACE],
    delete: [DELETE, DELETE_REPLACE],
    update: [UPDATE, UPDATE_REPLACE],
} as const;

function propertyDiff(difference: PropertyDifference, replaces: boolean): protocol.PropertyDiff {
    const answer = new protocol.PropertyDiff();
    answer.setKind(KINDS[difference][replaces ? 1 : 0]);
    answer.setInputdiff(false); // between what was read and the inputs
    return answer;
}

function diffAnswer({
    changes,
    properties: differing,
    replaces,
    deleteBeforeReplace,
}: Difference): protocol.DiffResponse {
    const answer = new protocol.DiffResponse();
    const { DIFF_SOME, DIFF_NONE } = protocol.DiffResponse.DiffChanges;
    answer.setChanges(changes ? DIFF_SOME : DIFF_NONE);
    answer.setReplacesList([...replaces]);
    answer.setDeletebeforereplace(deleteBeforeReplace);
    if (differing) {
        answer.setHasdetaileddiff(true);
        answer.setDiffsList([...differing.keys()]);
        for (const [key, difference] of differing) {
            answer.getDetaileddiffMap().set(key, propertyDiff(difference, replaces.includes(key)));
        }
    }
    return answer;
}

/** The provider's own configuration: another region is another cloud, all else is taken over. */
function configDifference(olds: Properties, news: Properties): Difference {
    const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
    const changed = [...keys].filter((key) => JSON.stringify(olds[key]) !== JSON.stringify(news[key]));
    const replaces = changed.filter((key) => key === "region");
    return { changes: changed.length > 0, replaces, deleteBeforeReplace: false };
}

/** Values of the provider's configuration come as JSON text where they are not strings themselves. */
function configuration(config: Properties): Properties {
    const plain = (value: unknown): unknown => {
        try {
            return typeof value === "string" && /^[[{]/.test(value) ? JSON.parse(value) : value;
        } catch {
            return value;
        }
    };
    return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, plain(value)]));
}

function resourceMethods(provider: ServedProvider) {
    return {
        check: answered((request: protocol.CheckRequest) => {
            const { inputs, failures } = provider.check(request.getUrn(), properties(request.getNews()));
            return checkAnswer(inputs, failures);
        }),
        diff: answered((request: protocol.DiffRequest) => {
            const [olds, news] = [properties(request.getOlds()), properties(request.getNews())];
            const ignored = request.getIgnorechangesList();
            return diffAnswer(provider.diff(request.getId(), request.getUrn(), olds, news, ignored));
        }),
        create: answered(async (request: protocol.CreateRequest) => {
            const made = await provider.create(
                request.getUrn(),
                properties(request.getProperties()),
                request.getPreview(),
            );
            const answer = new protocol.CreateResponse();
            answer.setId(made.id);
            answer.setProperties(struct(made.outs));
            return answer;
        }),
        read: answered(async (request: protocol.ReadRequest) => {
            const [id, state] = [request.getId(), properties(request.getProperties())];
            const inputs = request.getInputs() && properties(request.getInputs());
            const seen = await provider.read(id, request.getUrn(), state, inputs);
            const answer = new protocol.ReadResponse();
            answer.setId(seen ? id : "");
            answer.setProperties(struct(seen?.outs ?? {}));
            if (seen && inputs) {
                answer.setInputs(struct(seen.inputs));
            }
            return answer;
        }),
        update: answered(async (request: protocol.UpdateRequest) => {
            const [olds, news] = [properties(request.getOlds()), properties(request.getNews())];
            const [id, ignored] = [request.getId(), request.getIgnorechangesList()];
            const preview = request.getPreview();
            const { outs } = await provider.update(id, request.getUrn(), olds, news, ignored, preview);
            const answer = new protocol.UpdateResponse();
            answer.setProperties(struct(outs));
            return answer;
        }),
        delete: answered(async (request: protocol.DeleteRequest) => {
            await provider.delete(request.getId(), request.getUrn(), properties(request.getProperties()));
            return new Empty();
        }),
        invoke: answered(async (request: protocol.InvokeRequest) => {
            const answer = new protocol.InvokeResponse();
            answer.setReturn(struct(await provider.invoke(request.getTok(), properties(request.getArgs()))));
            return answer;
        }),
    };
}

function providerMethods(provider: ServedProvider, version: string) {
    return {
        getPluginInfo: answered(() => {
            const info = new plugin.PluginInfo();
            info.setVersion(version);
            return info;
        }),
        attach: answered(() => new Empty()),
        cancel: answered(() => new Empty()),
        checkConfig: answered((request: protocol.CheckRequest) =>
            checkAnswer(properties(request.getNews()), []),
        ),
        diffConfig: answered((request: protocol.DiffRequest) =>
            diffAnswer(configDifference(properties(request.getOlds()), properties(request.getNews()))),
        ),
        configure: answered((request: protocol.ConfigureRequest) => {
            provider.configure(configuration(properties(request.getArgs())));
            // The engine takes secrets and outputs apart for us, and marks what comes of secrets as secret.
            const answer = new protocol.ConfigureResponse();
            answer.setSupportspreview(true);
            answer.setAcceptsecrets(false);
            answer.setAcceptresources(false);
            answer.setAcceptoutputs(false);
            return answer;
        }),
    };
}

/**
 * Serves a provider on a loopback port, and gives the engine the port in the first line of standard output.
 *
 * @param provider the provider.
 * @param version that of the AWS provider that it stands for.
 */
export function serve(provider: ServedProvider, version: string): void {
    const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
    // The generated service is untyped JavaScript, so its definition is taken as what grpc-js asks for.
    const { ResourceProviderService } = providerService as {
        ResourceProviderService: grpc.ServiceDefinition;
    };
    server.addService(ResourceProviderService, {
        ...providerMethods(provider, version),
        ...resourceMethods(provider),
    } as unknown as grpc.UntypedServiceImplementation);
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
        if (error) {
            console.error(error.message);
            process.exit(1);
        }
        console.log(port);
    });
}
