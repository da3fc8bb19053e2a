"""UpdateTable judges the view update action of a VIRTUAL_VIEW; the emulator ignores it.

AWS, as terraform-provider-aws met it (issue 48534, pull request 48532, internal/service/glue/catalog_table.go): a multi-dialect view,
which has a ViewDefinition, is updated with a ViewUpdateAction only ("View update action must be one of: [ADD, REPLACE, ADD_OR_REPLACE,
DROP]"), and any other view, such as Athena's own with ViewOriginalText, without one only ("View update action is only supported on
multi-dialect views."). AWS Glue Web API Reference, "UpdateTable", names the parameter and no rule.
"""
from ministack.services import glue

_ACTIONS = ("ADD", "REPLACE", "ADD_OR_REPLACE", "DROP")


def _refusal(data: dict) -> str | None:
    """Why an update of a view is refused."""
    table = data.get("TableInput", {})
    action = data.get("ViewUpdateAction")
    if table.get("ViewDefinition") and action not in _ACTIONS:
        return f"View update action must be one of: [{', '.join(_ACTIONS)}]"
    if action and not table.get("ViewDefinition"):
        return "View update action is only supported on multi-dialect views."
    return None


def apply() -> None:
    """Puts the correction in place of the emulator's own function, which it looks up at each request."""
    original = glue._update_table

    def update_table(data):
        refusal = _refusal(data)
        return glue.error_response_json("InvalidInputException", refusal, 400) if refusal else original(data)

    glue._update_table = update_table
