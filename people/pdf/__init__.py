"""Papers of the school as tagged PDF (decision record 14): pieces in, bytes out. It needs no database."""
