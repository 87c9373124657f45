"""The forms of a complaint, a module for each page."""
