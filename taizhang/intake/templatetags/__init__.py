"""Tags of the intake's pages."""
