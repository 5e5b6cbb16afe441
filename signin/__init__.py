"""Coming in: sessions, known devices, tries that must wait, second factors and identity providers; what a person may do is in organs."""
