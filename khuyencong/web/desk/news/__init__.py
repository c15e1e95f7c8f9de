"""The desk of the portal: publications drafted and published, questions answered."""
