"""The rules that come with factcheck: one module each, the file named for its rule."""
