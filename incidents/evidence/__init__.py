"""Making a file from outside safe to keep: told by its content, made anew, or refused in words. Knows no database."""
