"""The only code that writes the tables of `notices`; the outbox row is left by the step that it tells of."""
