"""Numbers as people read them, in few characters. `?` is unknown, here and everywhere."""

from __future__ import annotations

UNKNOWN = "?"
ESTIMATED = "~"
DOMINATED = "†"


def money(usd: float | None) -> str:
    """US dollars: `$0.0042`, `$0.42`, `$12.30`, `$1,234`, `$1.23M`."""
    if usd is None:
        return UNKNOWN
    if usd >= 999_999.5:
        return f"${usd / 1e6:,.2f}M"
    if usd >= 999.995:
        return f"${usd:,.0f}"
    if usd == 0 or usd >= 0.1:
        return f"${usd:.2f}" if usd else "$0"
    return f"${usd:.2g}" if usd >= 0.0001 else "<$0.0001"


def unit_money(usd: float | None) -> str:
    """The price of one unit in three digits: `$0.134`, `$0.20`, `$12.30`."""
    if usd is None or usd >= 1 or usd < 0.0001:
        return money(usd)
    exact = f"{usd:.3g}"
    return f"${exact}" if len(exact) > len("0.2") else f"${usd:.2f}"


def round_money(usd: float | None) -> str:
    """US dollars somebody stated: `$500`, and `$12.30` where there are cents."""
    return money(usd).removesuffix(".00")


def seconds(value: float | None) -> str:
    """A wait: `0.62 s`, `4.1 s`, `42 s`, `3.5 min`."""
    if value is None:
        return UNKNOWN
    if value >= 119.5:
        return f"{value / 60:.1f} min"
    if value >= 9.95:
        return f"{value:.0f} s"
    return f"{value:.1f} s" if value >= 0.995 else f"{value:.2f} s"


def count(value: float | None) -> str:
    """A number of things or tokens in three digits: `800`, `128k`, `1.05M`."""
    if value is None:
        return UNKNOWN
    for power, suffix in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        if value >= power * 0.9995:
            return _three_digits(value / power) + suffix
    return f"{value:g}"


def number(value: float | None) -> str:
    """A plain number without needless digits: `0.28`, `92`."""
    return UNKNOWN if value is None else f"{value:.4g}"


def share(value: float | None) -> str:
    """A share of a whole as a percentage: `60%`."""
    return UNKNOWN if value is None else f"{value * 100:.3g}%"


def plural(value: float, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 offer`, `1,204 offers`."""
    return f"{value:,.0f} {one if value == 1 else many or one + 's'}"


def _three_digits(value: float) -> str:
    text = f"{value:.2f}" if value < 9.995 else f"{value:.1f}" if value < 99.95 else f"{value:.0f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
