"""Named values ▶ Resume, for formats that tell what each value is."""
