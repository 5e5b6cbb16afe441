"""The rules of the law and of the application as tables and pure functions; no module here knows a model."""
