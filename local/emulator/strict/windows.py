"""Counts what passed within the last second."""
from collections import deque

SECOND = 1.0


class SlidingSecond:
    """How much passed within the last second, in several units at once.

    AWS does not say where its seconds begin. Here no second at all, wherever it begins, has more than the limit: the stricter
    reading.
    """

    def __init__(self, *limits: int) -> None:
        self._limits = limits
        self._passed = deque()
        self._sums = [0] * len(limits)

    def take(self, now: float, *amounts: int) -> bool:
        """Lets the amounts pass where no limit is exceeded by them. Returns whether they passed."""
        while self._passed and self._passed[0][0] <= now - SECOND:
            _, gone = self._passed.popleft()
            self._sums = [total - amount for total, amount in zip(self._sums, gone)]
        if any(total + amount > limit for total, amount, limit in zip(self._sums, amounts, self._limits)):
            return False
        self._passed.append((now, amounts))
        self._sums = [total + amount for total, amount in zip(self._sums, amounts)]
        return True
