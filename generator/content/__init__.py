"""The words: campaigns, languages and areas. This room knows nothing of layouts."""
