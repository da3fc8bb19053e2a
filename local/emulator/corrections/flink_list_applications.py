"""ListApplications of Managed Service for Apache Flink, which the emulator does not have.

AWS: Managed Service for Apache Flink API Reference, "ListApplications": a summary of each application of the account
in the region, at most Limit of them, with a NextToken where more follow.
"""
from ministack.core.responses import json_response
from ministack.services import kinesisanalyticsv2

SUMMARY = (
    "ApplicationName",
    "ApplicationARN",
    "ApplicationStatus",
    "ApplicationVersionId",
    "RuntimeEnvironment",
    "ApplicationMode",
)


def _list_applications(data):
    names = sorted(name for name in kinesisanalyticsv2._applications if name > data.get("NextToken", ""))
    page = names[: int(data.get("Limit", 50))]
    details = [kinesisanalyticsv2.application_detail(kinesisanalyticsv2._get(name)) for name in page]
    answer = {"ApplicationSummaries": [{key: d[key] for key in SUMMARY if key in d} for d in details]}
    if len(names) > len(page):
        answer["NextToken"] = page[-1]
    return json_response(answer)


def apply() -> None:
    kinesisanalyticsv2._HANDLERS["ListApplications"] = _list_applications
