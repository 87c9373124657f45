"""Everything that the portal holds, in formats that need no portal: CSV, JSON lines, Markdown, and the files as they
are (decision record 23). Used by `manage.py export_everything`.
"""
