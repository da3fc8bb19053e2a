"""A change of IAM takes effect after some seconds.

AWS: IAM User Guide, "Changes that I make are not always immediately visible": IAM is eventually consistent; a role, an instance
profile or a policy that was created, changed or deleted is so for IAM's own calls at once, and for authorization and for the
services that use it after a delay. AWS names no time, the official provider allows for two minutes. Here each change takes 2 to
15 seconds, drawn from the seed, and changes of one object take effect in their order.
"""
import copy
from contextvars import ContextVar

from ministack.core import iam_evaluator
from ministack.core.responses import AccountScopedDict, get_account_id
from ministack.services import iam, sts
from strict import chances, clock

SHORTEST_SECONDS, LONGEST_SECONDS = 2, 15

_chances = chances("iam")
_propagated = ContextVar("propagated_only", default=False)


def delay() -> float:
    """Seconds until the next change takes effect."""
    return _chances.uniform(SHORTEST_SECONDS, LONGEST_SECONDS)


class Propagating(AccountScopedDict):
    """A store of IAM. Within {@link propagated} it gives what has taken effect, else what was written last."""

    __slots__ = ("_history",)

    def __init__(self) -> None:
        super().__init__()
        self._history = {}  # (account, key) -> [(from when, state)], the last one the newest

    def changed(self, key) -> None:
        """Notes the state that an object has now."""
        scoped = (get_account_id(), key)
        state = copy.deepcopy(self._data.get(scoped))
        history = self._history.setdefault(scoped, [])
        if state != (history[-1][1] if history else None):
            history.append((max(clock.now() + delay(), history[-1][0] if history else 0), state))

    def _effective(self, scoped):
        history, now = self._history.get(scoped, []), clock.now()
        while len(history) > 1 and history[1][0] <= now:
            history.pop(0)
        return history[0][1] if history and history[0][0] <= now else None

    def _seen(self, scoped, default):
        if not _propagated.get():
            return self._data.get(scoped, default)
        found = self._effective(scoped)
        return default if found is None else found

    def get(self, key, default=None):
        return self._seen((get_account_id(), key), default)

    def get_scoped(self, account_id, region, key, default=None):
        return self._seen((account_id, key), default)

    def values(self):
        if not _propagated.get():
            return super().values()
        found = [self.get(key) for account, key in list(self._history) if account == get_account_id()]
        return [state for state in found if state is not None]

    def clear(self) -> None:
        super().clear()
        self._history.clear()


def propagated(function):
    """The function sees of IAM what has taken effect."""

    def call(*arguments, **named):
        token = _propagated.set(True)
        try:
            return function(*arguments, **named)
        finally:
            _propagated.reset(token)

    return call


def _noting(original, store: Propagating, parameter: str):
    """An operation of IAM that may change the object that a parameter names."""

    def call(params):
        answer = original(params)
        key = iam._p(params, parameter)
        if answer[0] == 200 and key:
            store.changed(key)
        return answer

    return call


def _noting_created_policy(original, store: Propagating):
    """CreatePolicy names no ARN, but has one."""

    def call(params):
        before = set(store._data)
        answer = original(params)
        for _account, arn in set(store._data) - before:
            store.changed(arn)
        return answer

    return call


def _propagating(name: str, parameter: str) -> None:
    """Puts a propagating store in place of one of the emulator's, and notes what changes it."""
    store = Propagating()
    setattr(iam, name, store)
    for action, handler in iam._IAM_HANDLERS.items():
        if not action.startswith(("Get", "List", "Simulate")):
            iam._IAM_HANDLERS[action] = _noting(handler, store, parameter)


def apply() -> None:
    _propagating("_roles", "RoleName")
    _propagating("_instance_profiles", "InstanceProfileName")
    _propagating("_policies", "PolicyArn")
    iam._IAM_HANDLERS["CreatePolicy"] = _noting_created_policy(iam._IAM_HANDLERS["CreatePolicy"], iam._policies)
    iam_evaluator.enforce = propagated(iam_evaluator.enforce)
    iam_evaluator.validate_role_arn = propagated(iam_evaluator.validate_role_arn)
    original = sts.handle_request

    async def handle_request(*request):
        token = _propagated.set(True)
        try:
            return await original(*request)
        finally:
            _propagated.reset(token)

    sts.handle_request = handle_request
