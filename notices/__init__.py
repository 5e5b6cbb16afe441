"""The app `notices`: who is told. The inbox, e-mails, reminders and the rows of periodic jobs."""
