"""The window. It is handed its services and knows them by name only."""
