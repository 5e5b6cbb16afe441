"""What somebody has begun and what is under way: forms that were sent, text that is not sent yet, files that wait for their form."""
