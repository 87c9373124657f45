"""The things that happen to the school's lists. Each is one transaction and one audit event."""
