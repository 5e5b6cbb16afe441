"""What must be so before a case is closed or carried further, each condition in words with what would help."""
