"""The tables of `notices`, by noun."""

from notices.models.job import JobRun
from notices.models.mail import Mail
from notices.models.notice import Notice
from notices.models.reminder import OwnReminder, Reminder, ReminderRule

__all__ = ["JobRun", "Mail", "Notice", "OwnReminder", "Reminder", "ReminderRule"]
