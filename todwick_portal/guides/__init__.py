"""The guides: one short page for each role, with pictures of the demo."""
