import {
    DescribeApplicationOperationCommand,
    KinesisAnalyticsV2Client,
    ListApplicationOperationsCommand,
} from "@aws-sdk/client-kinesis-analytics-v2";

/** The newest operation on an application: its name, its status, and why it failed. */
export async function newestOperation(flink: KinesisAnalyticsV2Client, ApplicationName: string) {
    const { ApplicationOperationInfoList: [operation] = [] } = await flink.send(
        new ListApplicationOperationsCommand({ ApplicationName }),
    );
    const { ApplicationOperationInfoDetails: details } = await flink.send(
        new DescribeApplicationOperationCommand({ ApplicationName, OperationId: operation?.OperationId }),
    );
    const reason = details?.OperationFailureDetails?.ErrorInfo?.ErrorString;
    return [details?.Operation, details?.OperationStatus, reason];
}
