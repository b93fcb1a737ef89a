"""What the rules of this package share; its underscore says that it is no rule."""

TOO_MANY_SHIPS = 1000
