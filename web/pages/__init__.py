"""The pages for people, a blueprint each."""
