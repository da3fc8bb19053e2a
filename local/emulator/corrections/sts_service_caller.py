"""A service of the local cloud assumes a role as that service does on AWS.

AWS: IAM User Guide, "The confused deputy problem": a service calls sts:AssumeRole under its own service principal, with
aws:SourceArn and aws:SourceAccount saying for which resource it acts, and the role's trust policy is judged by these. On
the emulator only the account's root could call on a service's behalf, without them, so a trust policy that asks for them
refuses. Here the root names the service and the resource in two headers, and the trust policy is judged by these alone:
one that trusts another service, or another resource, refuses.
"""
import dataclasses
from contextvars import ContextVar

from ministack.core import iam_evaluator
from ministack.services import sts

SERVICE_HEADER = "x-local-service-principal"
SOURCE_HEADER = "x-local-source-arn"
_acting = ContextVar("acting_service", default=None)


def _statements(document: dict, service: str) -> list:
    found = document.get("Statement", [])
    found = [found] if isinstance(found, dict) else found
    return [s for s in found if iam_evaluator._service_principal_matches(s.get("Principal"), service)]


def _evaluate_trust_policy(original):
    def call(document, caller_arn, ctx=None):
        acting = _acting.get()
        if not acting or ctx is None or not ctx.principal_arn.endswith(":root"):
            return original(document, caller_arn, ctx)
        service, source_arn = acting
        document = iam_evaluator.json.loads(document) if isinstance(document, str) else document
        keys = {**ctx.service_context, "aws:sourceaccount": ctx.principal_account}
        if source_arn:
            keys["aws:sourcearn"] = source_arn
        # Only what trusts this service; the caller, the root, is matched by such a statement.
        trusted = {"Statement": _statements(document, service)}
        return original(trusted, caller_arn, dataclasses.replace(ctx, service_context=keys))

    return call


def _handle_request(original):
    async def call(method, path, headers, body, query_params):
        service = headers.get(SERVICE_HEADER)
        token = _acting.set((service, headers.get(SOURCE_HEADER)) if service else None)
        try:
            return await original(method, path, headers, body, query_params)
        finally:
            _acting.reset(token)

    return call


def apply() -> None:
    iam_evaluator.evaluate_trust_policy = _evaluate_trust_policy(iam_evaluator.evaluate_trust_policy)
    sts.handle_request = _handle_request(sts.handle_request)
