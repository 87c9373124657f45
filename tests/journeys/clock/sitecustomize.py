"""Python reads this at its start: a portal of a journey that is told MOVED_TO believes that it is that moment."""

import datetime as dt
import os

import time_machine

time_machine.travel(dt.datetime.fromisoformat(os.environ["MOVED_TO"]), tick=True).start()
