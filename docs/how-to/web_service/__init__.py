"""The web service of `docs/how-to/web-service.md`: copy this folder and make it yours."""
