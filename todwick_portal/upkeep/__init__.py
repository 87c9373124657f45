"""Looking after the portal: how it is doing in plain words, its backups and drills, and the worker's nightly look.

The pages import nothing of `todwick_portal/backups/` but whether one is overdue: nobody reaches an archive by a page.
"""
