"""The only code that writes the tables of `suggestions`: one action, one transaction: change, event, outbox."""
