"""Tags that pages load by name."""
