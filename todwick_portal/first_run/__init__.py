"""The guide of the first days: what a school has to fill in, what depends on each, and how far it has come."""
