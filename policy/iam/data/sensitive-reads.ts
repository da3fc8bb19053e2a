/**
 * Reads that give what is stored, not what it is called: contents of objects, items, records, messages, secrets,
 * parameters and logs. AWS's data has them at the level Read, as it has Describe calls. Each name is of the Service
 * Authorization Reference, "Actions, resources, and condition keys for AWS services"; in lower case.
 */
const SENSITIVE_READS: Readonly<Record<string, readonly string[]>> = {
    appconfig: ["getconfiguration", "getlatestconfiguration"],
    athena: ["getqueryresults", "getqueryresultsstream"],
    cassandra: ["select"],
    codecommit: ["getblob", "getfile", "getfolder", "gitpull"],
    dynamodb: ["batchgetitem", "getitem", "getrecords", "partiqlselect", "query", "scan"],
    ebs: ["getsnapshotblock"],
    es: ["eshttpget", "eshttphead", "eshttppost"],
    kafka: ["readdata"],
    "kafka-cluster": ["readdata"],
    kinesis: ["getrecords", "subscribetoshard"],
    kinesisvideo: ["getclip", "getmedia", "getmediaforfragmentlist"],
    kms: ["decrypt"],
    logs: [
        "filterlogevents",
        "getlogevents",
        "getlogobject",
        "getlogrecord",
        "getqueryresults",
        "startlivetail",
        "startquery",
        "unmask",
    ],
    "neptune-db": ["readdataviaquery"],
    rds: ["downloadcompletedblogfile", "downloaddblogfileportion"],
    "redshift-data": ["getstatementresult", "getstatementresultv2"],
    s3: ["getobject", "getobjecttorrent", "getobjectversion", "getobjectversiontorrent"],
    "s3-object-lambda": ["getobject", "getobjectversion"],
    secretsmanager: ["batchgetsecretvalue", "getsecretvalue"],
    sqs: ["receivemessage"],
    ssm: ["getparameter", "getparameterhistory", "getparameters", "getparametersbypath"],
    timestream: ["select"],
};

const IDS = new Set(
    Object.entries(SENSITIVE_READS).flatMap(([service, names]) => names.map((name) => `${service}:${name}`)),
);

/** Whether an action reads contents. */
export function readsContents(actionId: string): boolean {
    return IDS.has(actionId.toLowerCase());
}
