"""A district's months, lived by the rules (演练): for tests, demonstrations and measurements."""
