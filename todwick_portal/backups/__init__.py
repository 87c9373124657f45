"""Copies of the whole portal for the day it is lost: made while it runs, sealed to a key the server does not hold.

An archive is a tar file inside an age file, so that `age -d` and `tar -x` read it in ten years, too
(docs/adr/0010-backups-are-encrypted-to-a-public-key.md). Used by `manage.py backup` and `manage.py restore`.
"""
