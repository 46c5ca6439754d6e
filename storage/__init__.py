"""What is remembered: the store of articles, observations, changes and alerts."""
