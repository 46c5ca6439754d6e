"""From a press page to the indicators it announces, and to what changed about them."""
