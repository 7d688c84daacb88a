"""What charts share: the style sheet, the page, labels, lines over weeks, rows of dots and bars."""
