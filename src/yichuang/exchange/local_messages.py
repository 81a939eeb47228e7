"""The message sender of the embedded installation: nothing leaves the machine.

What would have been sent stands in the outbox's row, labelled 本地演示，未真正发出 (outbox/wording.py).
"""

from __future__ import annotations

from yichuang.outbox.rules.sender import Sending, Sent


class LocalMessageSender:
    """Says of every message that it was shown, not sent."""

    def send(self, sending: Sending) -> Sent:
        """Take the message as if it had gone; `really` says that it did not."""
        return Sent(receipt=f"local:{sending.reference}", really=False)
