"""What a backup or a restore is refused for. Each message is one line: what is wrong and what to do."""


class CannotBackUp(Exception):
    """No archive was made, and nothing was left behind."""


class CannotRestore(Exception):
    """The archive, the key or the place is not fit. Nothing was changed."""


class Busy(CannotRestore):
    """Another backup or restore is at work."""
