"""Printing of the formal documents: from plain contents to HTML to PDF; knows no model, no request and no database."""
