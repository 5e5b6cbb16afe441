"""The only code that writes the tables of `followups`: one action, one transaction: change, event, outbox."""
