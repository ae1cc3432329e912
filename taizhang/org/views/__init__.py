"""Pages of the door (sign-in, password, post) and of the settings (people, pack)."""
