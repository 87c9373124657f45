"""The demo school: invented people, and one story of one school year. Demo mode only (contract 2)."""
