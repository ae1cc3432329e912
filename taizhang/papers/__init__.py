"""文书: the papers that leave the office, made from plain values: docx in GB/T 9704 and xlsx."""
