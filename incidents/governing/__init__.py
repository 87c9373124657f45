"""The governors' report: what is counted for it, what of that is shown, how it is frozen (requirements 6.4, 1.15)."""
