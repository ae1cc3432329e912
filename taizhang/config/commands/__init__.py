"""One module a command, each with `run(given) -> exit code`."""
