"""The rules of follow-up as tables and pure functions; no module here knows a model."""
