"""What needs OR-Tools, imported only when a roster is asked for: the walk over the services does not come here."""
