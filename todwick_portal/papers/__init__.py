"""Papers that the portal fills with what it really does: records of processing, impact assessment, what leaves it."""
