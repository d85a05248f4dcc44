"""What documents say as typed facts, and people out of them: pure, no store, runs anywhere."""
