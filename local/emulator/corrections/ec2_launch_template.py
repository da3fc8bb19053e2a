"""RunInstances launches from the launch template that the request names; the emulator ignores it.

AWS: Amazon EC2 API Reference, "RunInstances": "Any parameters that you specify in RunInstances override the same parameters in the
launch template." Amazon EC2 User Guide, "Create an Amazon EC2 launch template", "Use a Systems Manager parameter instead of an AMI ID":
`resolve:ssm:PARAMETER` is resolved at each launch. Amazon EC2 User Guide, "Tag your Amazon EC2 resources": the instance gets the tags
aws:ec2launchtemplate:id and aws:ec2launchtemplate:version.

Tags that both give: AWS documents no rule. Seen with the official provider, an instance has the tags of both, and a key that both
have is the request's (hashicorp/terraform-provider-aws applied to a template with a Name tag removes it at the second apply). For a
volume, the template's own tag specification was reported to win (terraform-provider-aws issue 19890), so the stricter guess is taken:
a volume that the template tags does not get the request's tags.

DescribeInstances answers the instance's metadata options (API Reference, "InstanceMetadataOptionsResponse"), which the emulator
leaves out.
"""
import re

from ministack.services import ec2, ssm

_ID = "LaunchTemplate.LaunchTemplateId"
_NAME = "LaunchTemplate.LaunchTemplateName"
_METADATA = {
    "HttpTokens": "httpTokens",
    "HttpPutResponseHopLimit": "httpPutResponseHopLimit",
    "HttpEndpoint": "httpEndpoint",
}


class _Refused(Exception):
    """An error that EC2 answers."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.answer = ec2._error(code, message, 400)


def _template(params) -> dict | None:
    """The template that a request names."""
    template_id, name = ec2._p(params, _ID), ec2._p(params, _NAME)
    if not template_id and not name:
        return None
    for template in ec2._launch_templates.values():
        if template_id == template["LaunchTemplateId"] or name == template["LaunchTemplateName"]:
            return template
    code = "InvalidLaunchTemplateId.NotFound" if template_id else "InvalidLaunchTemplateName.NotFoundException"
    raise _Refused(code, f"The specified launch template, {template_id or name}, does not exist.")


def _version(template: dict, wanted: str) -> dict:
    """The version that a request names, by default the template's default one."""
    numbers = {
        "": template["DefaultVersionNumber"],
        "$Default": template["DefaultVersionNumber"],
        "$Latest": template["LatestVersionNumber"],
    }
    number = str(numbers.get(wanted, wanted))
    for version in template["Versions"]:
        if str(version["VersionNumber"]) == number:
            return version
    raise _Refused("InvalidLaunchTemplateId.VersionNotFound", f"Could not find the specified version {wanted}.")


def _resolved(image: str) -> str:
    """An image id, by the Systems Manager parameter that names it."""
    named = re.fullmatch(r"resolve:ssm:(.+)", image)
    if not named:
        return image
    parameter, _ = ssm._select_parameter(named[1])
    if not parameter:
        raise _Refused("InvalidParameterValue", f"The parameter {named[1]} could not be resolved.")
    return parameter["Value"]


def _merged(params, data: dict) -> dict:
    """A request's parameters, over the template's."""
    merged = dict(params)

    def give(key: str, value) -> None:
        if value and not ec2._p(merged, key):
            merged[key] = [value]

    for key in ("ImageId", "InstanceType", "KeyName", "UserData"):
        give(key, data.get(key))
    if not ec2._p(merged, "IamInstanceProfile.Name") and not ec2._p(merged, "IamInstanceProfile.Arn"):
        for key, value in data.get("IamInstanceProfile", {}).items():
            give(f"IamInstanceProfile.{key}", value)
    if not ec2._p(merged, "SecurityGroupId.1"):
        for i, group in enumerate(data.get("SecurityGroupIds", []), 1):
            give(f"SecurityGroupId.{i}", group)
    return merged


def _specified_tags(params, resource_type: str) -> list:
    """The tags of a request for a type of resource."""
    tags, i = [], 1
    while ec2._p(params, f"TagSpecification.{i}.ResourceType"):
        if ec2._p(params, f"TagSpecification.{i}.ResourceType") == resource_type:
            j = 1
            while key := ec2._p(params, f"TagSpecification.{i}.Tag.{j}.Key"):
                tags.append({"Key": key, "Value": ec2._p(params, f"TagSpecification.{i}.Tag.{j}.Value", "")})
                j += 1
        i += 1
    return tags


def _template_tags(data: dict, resource_type: str) -> list:
    specifications = data.get("TagSpecifications", [])
    return [tag for s in specifications if s["ResourceType"] == resource_type for tag in s.get("Tags", [])]


def _instance_tags(params, data: dict, template: dict, version: dict) -> list:
    requested = _specified_tags(params, "instance")
    keys = {tag["Key"] for tag in requested}
    return [
        *requested,
        *(tag for tag in _template_tags(data, "instance") if tag["Key"] not in keys),
        {"Key": "aws:ec2launchtemplate:id", "Value": template["LaunchTemplateId"]},
        {"Key": "aws:ec2launchtemplate:version", "Value": str(version["VersionNumber"])},
    ]


def _shape_volume(volume: dict, ebs: dict) -> None:
    for key, name in (("VolumeSize", "Size"), ("VolumeType", "VolumeType"), ("Encrypted", "Encrypted"), ("Iops", "Iops")):
        if key in ebs:
            volume[name] = ebs[key]
    for attachment in volume["Attachments"]:
        attachment["DeleteOnTermination"] = ebs.get("DeleteOnTermination", True)


def _volumes_of(instance: dict) -> list:
    ids = [mapping.get("Ebs", {}).get("VolumeId") for mapping in instance.get("BlockDeviceMappings", [])]
    return [ec2._volumes[volume_id] for volume_id in ids if volume_id in ec2._volumes]


def _attach(instance: dict, device: str, like: dict) -> dict:
    """Another volume of an instance, made as its root volume was."""
    volume_id = ec2._new_volume_id()
    volume = {**like, "VolumeId": volume_id}
    volume["Attachments"] = [{**like["Attachments"][0], "VolumeId": volume_id, "Device": device}]
    ec2._volumes[volume_id] = volume
    root = instance["BlockDeviceMappings"][0]
    mapping = {"DeviceName": device, "Ebs": {**root["Ebs"], "VolumeId": volume_id}}
    instance["BlockDeviceMappings"].append(mapping)
    return volume


def _shape_volumes(instance: dict, data: dict) -> None:
    volumes = _volumes_of(instance)
    for mapping in data.get("BlockDeviceMappings", []) if volumes else []:
        device = mapping["DeviceName"]
        found = [v for v in volumes if v["Attachments"][0]["Device"] == device]
        ebs = mapping.get("Ebs", {})
        _shape_volume(found[0] if found else _attach(instance, device, volumes[0]), ebs)
        for attached in instance["BlockDeviceMappings"]:
            if attached["DeviceName"] == device:
                attached["Ebs"]["DeleteOnTermination"] = ebs.get("DeleteOnTermination", True)


def _finish(instance: dict, params, data: dict, tags: list) -> None:
    """What the emulator leaves out of an instance that it has launched."""
    ec2._tags[instance["InstanceId"]] = list(tags)
    instance["MetadataOptions"] = dict(data.get("MetadataOptions", {}))
    _shape_volumes(instance, data)
    volume_tags = _template_tags(data, "volume") or _specified_tags(params, "volume")
    for volume in _volumes_of(instance):
        if volume_tags:
            ec2._tags[volume["VolumeId"]] = list(volume_tags)


def _run_instances(original):
    def call(params):
        try:
            template = _template(params)
            version = template and _version(template, ec2._p(params, "LaunchTemplate.Version"))
            data = version["LaunchTemplateData"] if version else {}
            merged = _merged(params, data)
            image = ec2._p(merged, "ImageId")
            if template and not image:
                raise _Refused("MissingParameter", "The request must contain the parameter ImageId")
            if image:
                merged["ImageId"] = [_resolved(image)]
        except _Refused as refused:
            return refused.answer
        status, headers, body = original(merged)
        if status != 200:
            return status, headers, body
        text = body.decode() if isinstance(body, bytes) else body
        instances = [ec2._instances[found] for found in re.findall(r"<instanceId>(i-\w+)</instanceId>", text)]
        for instance in instances:
            tags = (
                _instance_tags(params, data, template, version) if template else _specified_tags(params, "instance")
            )
            _finish(instance, params, data, tags)
        first, rest = text.split("<instancesSet>")[0], text.split("</instancesSet>")[1]
        items = "".join(ec2._instance_xml(instance) for instance in instances)
        answer = f"{first}<instancesSet>{items}</instancesSet>{rest}"
        return status, headers, answer.encode() if isinstance(body, bytes) else answer

    return call


def _instance_xml(original):
    def call(instance):
        xml = original(instance)
        options = instance.get("MetadataOptions") or {}
        members = "".join(f"<{tag}>{options[key]}</{tag}>" for key, tag in _METADATA.items() if key in options)
        state = "<state>applied</state>"
        return xml[: xml.rindex("</item>")] + f"<metadataOptions>{state}{members}</metadataOptions></item>"

    return call


def apply() -> None:
    """Puts the corrections in place of the emulator's own functions, which it looks up at each request."""
    ec2._instance_xml = _instance_xml(ec2._instance_xml)
    ec2._ACTION_MAP["RunInstances"] = _run_instances(ec2._ACTION_MAP["RunInstances"])
