"""The things that happen to a case. Each is one transaction and one audit event."""
