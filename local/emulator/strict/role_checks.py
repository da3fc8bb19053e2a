"""A service refuses a role that it cannot assume, and EC2 an instance profile that it does not know.

AWS: Amazon Data Firehose API Reference, "CreateDeliveryStream" and "UpdateDestination"; Managed Service for Apache Flink API
Reference, "CreateApplication"; Amazon EC2 API Reference, "RunInstances", and EC2 User Guide, "IAM roles for Amazon EC2". Each
service assumes the role, or reads the profile, when it is given it. Where that was created some seconds ago, it may not have
taken effect (see iam_propagation.py). The messages are the ones that users report, and that the official provider waits for.
One of them it does not wait for: terraform-provider-aws issue 47937, a delivery stream refused for its role's "security token".
How often AWS answers so is not known; here it is the first refusal of every eighth delivery stream on average, by the seed.
"""
from corrections.sts_service_caller import _acting
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services import ec2, firehose, iam, kinesisanalyticsv2
from strict import chances
from strict.iam_propagation import propagated

STREAMS_OF_A_TOKEN_REFUSAL = 8
TOKEN_INVALID = (
    "The security token included in the request is invalid. "
    "Ensure that the provided IAM role associated with firehose is not deleted."
)

_chances = chances("roles")
_refused = set()  # delivery streams that were refused before


def _context(role_arn: str, principal: str, kind: str, action: str, resource: str):
    return iam_evaluator.EvalContext(
        principal_arn=principal,
        principal_type=kind,
        principal_account=get_account_id(),
        action=action,
        resource_arn=resource,
        region=get_region(),
        secure_transport=True,
        service_context={"sts:rolesessionname": "service"} if resource == role_arn else {},
    )


def _name(role_arn: str) -> str:
    return role_arn.rsplit("/", 1)[-1]


@propagated
def _assumable(role_arn: str, service: str, source_arn: str) -> bool:
    """Whether a service can assume a role for one of its resources, by what of IAM has taken effect."""
    account = get_account_id()
    role = iam._roles.get_scoped(account, None, _name(role_arn))
    if role is None or role.get("Arn") != role_arn:
        return False
    root = f"arn:aws:iam::{account}:root"
    token = _acting.set((service, source_arn))  # see corrections/sts_service_caller.py
    try:
        context = _context(role_arn, root, "Root", "sts:AssumeRole", role_arn)
        return iam_evaluator.evaluate_trust_policy(role.get("AssumeRolePolicyDocument", "{}"), root, context)
    finally:
        _acting.reset(token)


@propagated
def _allowed(role_arn: str, action: str, resource: str) -> bool:
    """Whether a role's own policies allow an action, by what of IAM has taken effect."""
    account, name = get_account_id(), _name(role_arn)
    policies = iam_evaluator._gather_role_policies(name, account)
    limits = iam_evaluator._permissions_boundary(iam._roles, name, account)
    session = f"arn:aws:sts::{account}:assumed-role/{name}/service"
    context = _context(role_arn, session, "AssumedRole", action, resource)
    return iam_evaluator.evaluate(context, policies, *limits).decision == "Allow"


def _firehose_refusal(role: str, stream_arn: str, creates: bool) -> str:
    if creates and stream_arn not in _refused:
        _refused.add(stream_arn)
        if _chances.random() * STREAMS_OF_A_TOKEN_REFUSAL < 1:
            return TOKEN_INVALID
    return f"Firehose is unable to assume role {role}. Please check the role provided."


def _firehose(original, resolve):
    creates = resolve is firehose._resolve_dest_type_and_config

    def call(data):
        _, destination = resolve(data)
        role = (destination or {}).get("RoleARN")
        arn = firehose._stream_arn(data.get("DeliveryStreamName", ""))
        if not role or _assumable(role, "firehose.amazonaws.com", arn):
            return original(data)
        return firehose._invalid(_firehose_refusal(role, arn, creates))

    return call


def _code(data: dict):
    """The code object that a request names, as bucket ARN and key; None where it names none."""
    content = data.get("ApplicationConfiguration", {}).get("ApplicationCodeConfiguration", {}).get("CodeContent", {})
    changed = data.get("ApplicationConfigurationUpdate", {}).get("ApplicationCodeConfigurationUpdate", {})
    place = content.get("S3ContentLocation") or {}
    update = changed.get("CodeContentUpdate", {}).get("S3ContentLocationUpdate") or {}
    bucket = place.get("BucketARN") or update.get("BucketARNUpdate")
    key = place.get("FileKey") or update.get("FileKeyUpdate")
    return (bucket, key) if bucket and key else None


def _flink_refusal(role: str, data: dict):
    """Why a role is refused; None where it is not."""
    name = data.get("ApplicationName", "")
    arn = f"arn:aws:kinesisanalytics:{get_region()}:{get_account_id()}:application/{name}"
    if not _assumable(role, "kinesisanalytics.amazonaws.com", arn):
        return f"Kinesis Analytics service doesn't have sufficient privileges to assume the role {role}"
    bucket, key = _code(data) or (None, None)
    if key and not _allowed(role, "s3:GetObject", f"{bucket}/{key}"):
        return (
            "Please check the role provided or validity of S3 location you provided. We are unable to get the specified "
            f"fileKey: {key} in the specified bucket: {bucket.rsplit(':', 1)[-1]}"
        )
    return None


def _flink(original):
    def call(data):
        record = kinesisanalyticsv2._applications.get(data.get("ApplicationName", "")) or {}
        role = data.get("ServiceExecutionRole") or data.get("ServiceExecutionRoleUpdate") or record.get("ServiceExecutionRole")
        refusal = _flink_refusal(role, data) if role else None
        return kinesisanalyticsv2._error("InvalidArgumentException", refusal) if refusal else original(data)

    return call


@propagated
def _profile_refusal(name: str, arn: str):
    profile = iam._lookup_instance_profile(name=name, arn=arn)
    kind, value = ("name", name) if name else ("arn", arn)
    if profile is None:
        reason = f"Invalid IAM Instance Profile {'name' if name else 'ARN'}"
    elif not any(iam._roles.get(role) for role in profile["Roles"]):
        reason = f"IAM Instance Profile \"{profile['Arn']}\" has no associated IAM Roles"
    else:
        return None
    text = f"Value ({value}) for parameter iamInstanceProfile.{kind} is invalid. {reason}"
    return ec2._error("InvalidParameterValue", text, 400)


def _resolve_profile(original):
    """Where EC2 looks up the profile of a request, which may have it from a launch template."""

    def call(iam_arn="", iam_name="", allow_missing=False):
        refusal = _profile_refusal(iam_name, iam_arn) if iam_name or iam_arn else None
        return (None, refusal) if refusal else original(iam_arn, iam_name, allow_missing)

    return call


def apply() -> None:
    handlers = firehose._HANDLERS
    for name, resolve in (
        ("CreateDeliveryStream", firehose._resolve_dest_type_and_config),
        ("UpdateDestination", firehose._resolve_dest_update_config),
    ):
        handlers[name] = _firehose(handlers[name], resolve)
    handlers = kinesisanalyticsv2._HANDLERS
    for name in ("CreateApplication", "UpdateApplication"):
        handlers[name] = _flink(handlers[name])
    ec2._resolve_iam_instance_profile = _resolve_profile(ec2._resolve_iam_instance_profile)
