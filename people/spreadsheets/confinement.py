"""What a child process gives up before it looks at a file from outside."""

import resource

from .limits import Limits


def give_up(limits: Limits) -> None:
    """No more memory and time than allowed, no files to write, no dump of what was in memory."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
