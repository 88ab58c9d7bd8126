"""The documents around the table and the articles: notice, certificate, minutes, application."""
