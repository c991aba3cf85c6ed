"""What is said: campaigns, languages and areas, with no idea of any layout."""
