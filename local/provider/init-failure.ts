import * as grpc from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb.js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb.js";
import { Status } from "@pulumi/pulumi/proto/status_pb.js";
import { Properties } from "./resource-type";
import { struct } from "./struct";

/**
 * A resource that was created or updated, and does not work. The engine keeps it with its new inputs, says what is wrong,
 * and updates it again at the next deployment (pulumi/pulumi, proto/pulumi/provider.proto, ErrorResourceInitFailed).
 */
export class InitFailure extends Error {
    /**
     * @param message what is wrong.
     * @param id the resource's.
     * @param outs what is known of it.
     */
    constructor(
        message: string,
        readonly id: string,
        readonly outs: Properties,
    ) {
        super(message);
        this.name = "InitFailure";
    }
}

/** What the engine is answered to a call that failed. */
export function failureStatus(error: Error): Partial<grpc.StatusObject> {
    const status = { code: grpc.status.UNKNOWN, details: error.message };
    if (!(error instanceof InitFailure)) {
        return status;
    }
    const failed = new ErrorResourceInitFailed();
    failed.setId(error.id);
    failed.setProperties(struct(error.outs));
    failed.setReasonsList([error.message]);
    const packed = new Any();
    packed.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const whole = new Status();
    whole.setCode(grpc.status.UNKNOWN);
    whole.setMessage(error.message);
    whole.addDetails(packed);
    // gRPC's own name for an error with details; the JavaScript library knows of none.
    const metadata = new grpc.Metadata();
    metadata.set("grpc-status-details-bin", Buffer.from(whole.serializeBinary()));
    return { ...status, metadata };
}
