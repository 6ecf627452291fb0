"""Places: the codes a user may write, and which places lie inside which."""

# ruff: noqa: SIM905  # two hundred codes are easier to read as text

from __future__ import annotations

from collections.abc import Iterable

EU = frozenset(
    "at be bg cy cz de dk ee es fi fr gr hr hu ie it lt lu lv mt nl pl pt ro se si sk".split()
)
EEA = EU | {"eu", "is", "li", "no"}
APAC = frozenset(
    "au bd bn bt cn fj hk id in jp kh kr la lk mm mn mo mv my np nz pg ph pk sg th tl tw vn".split()
)
GROUPS: dict[str, frozenset[str]] = {"eu": EU, "eea": EEA, "apac": APAC}
"""Group -> the places that certainly lie inside it. `us` is a country like any other."""

COUNTRIES = frozenset(
    """
    ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br
    bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz
    ec ee eg eh er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw
    gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky
    kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv
    mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py
    qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg
    th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
    """.split()
)
"""ISO 3166-1 alpha-2, lower case."""

ALIASES = {"uk": "gb", "usa": "us", "europe": "eu"}


def region_code(text: str) -> str | None:
    """The code of a place as written, `UK` -> `gb`; None where there is no such place."""
    code = ALIASES.get(text.lower(), text.lower())
    return code if code in GROUPS or code in COUNTRIES else None


def places_inside(codes: Iterable[str]) -> frozenset[str]:
    """Every code of a place that certainly lies inside one of these: `eu` covers `eu` and `de`."""
    inside: set[str] = set()
    for code in codes:
        inside.add(code)
        inside |= GROUPS.get(code, frozenset())
    return frozenset(inside)
