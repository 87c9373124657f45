"""Complaints: the rules of the official channel. What is kept and done of them stands in models and actions."""
