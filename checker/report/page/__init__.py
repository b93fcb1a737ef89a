"""The parts of the HTML page, worked out from a report; the template lies beside them."""
