"""Who (谁): people, the posts they act in, the adopted pack editions, and signing in."""
