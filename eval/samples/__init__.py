"""Fictional organs, filled forms and the writers that print them."""
