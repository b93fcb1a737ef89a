"""Rules of a coastal paper: one module each."""
