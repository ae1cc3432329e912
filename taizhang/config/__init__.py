"""配置 (config): settings, addresses, and the command line that starts it all."""
