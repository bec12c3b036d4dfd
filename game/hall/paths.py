"""Numbers and circles as they stand in the path of a drawing."""


def short(value: float) -> str:
    """A number to a tenth, without a needless nought."""
    return f"{value:.1f}".removesuffix(".0")


def circle(x: float, y: float, r: float) -> str:
    """A circle by two arcs."""
    r = round(r, 1)  # a chord that is not twice this radius would bend the circle
    arc = f"a{short(r)} {short(r)} 0 1 0"
    return f"M{short(x - r)} {short(y)}{arc} {short(2 * r)} 0{arc} {short(-2 * r)} 0z"
