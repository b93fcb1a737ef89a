"""Values and their algebra: intervals, hedges, figures, units, moments, periods."""
