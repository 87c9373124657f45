"""What is due for disposal, kept, and destroyed: the pages, and what the apps say of their kinds of record together."""
