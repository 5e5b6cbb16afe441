"""The only code that writes the tables of `organs`; each action leaves a SetupEvent in the same transaction."""
