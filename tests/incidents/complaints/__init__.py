"""Complaints, from the form to the last letter."""
