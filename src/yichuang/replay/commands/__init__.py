"""What can be done with an event log: open its centre, and do its acts there."""

from yichuang.replay.commands.open_log import open_log
from yichuang.replay.commands.post import post

__all__ = ["open_log", "post"]
