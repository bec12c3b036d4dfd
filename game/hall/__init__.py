"""The hall as a drawing, by its plan: where seats stand, what stands round them, and the sign of each choice.

One drawing for every page: live pages are told the places (`<seat-map>`), pages that look back, paper and
pictures for links are drawn from the same."""
