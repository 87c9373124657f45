"""What a person may type about an incident, and its check."""
