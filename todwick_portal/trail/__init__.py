"""The record on screen: what happened with a record, what the head opened, whether the record is whole.

It stands above every app: an event names any record of the portal, and only the apps know who may see theirs.
"""
