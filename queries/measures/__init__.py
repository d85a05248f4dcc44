"""What questions weigh: information, nearness, time."""
