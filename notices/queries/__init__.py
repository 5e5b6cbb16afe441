"""Questions to the database that several actions and pages ask: who is reached, what is due, what would go out."""
