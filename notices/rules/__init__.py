"""The rules of reminding as tables: of which duties, the rules that an installation begins with, the jobs in words."""
