"""Excel in and out: loaded only when somebody asks for it."""
