"""Affine maps from PDF space to points from the page's top left."""

from __future__ import annotations

from typing import NamedTuple


class Matrix(NamedTuple):
    """x' = a x + c y + e, y' = b x + d y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def after(self, inner: Matrix) -> Matrix:
        """The matrix that applies `inner` first, then this one."""
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """The upright rectangle around the image of a rectangle."""
        a, b, c, d, e, f = self
        if not (b or c):  # by far the most pages: a call of its own would double the time
            left, right = a * x0 + e, a * x1 + e
            top, bottom = d * y0 + f, d * y1 + f
            if left > right:
                left, right = right, left
            return (left, top, right, bottom) if top <= bottom else (left, bottom, right, top)
        ax, cx = sorted((a * x0, a * x1)), sorted((c * y0, c * y1))
        by, dy = sorted((b * x0, b * x1)), sorted((d * y0, d * y1))
        return ax[0] + cx[0] + e, by[0] + dy[0] + f, ax[1] + cx[1] + e, by[1] + dy[1] + f


def upright(rotation: int, left: float, bottom: float, right: float, top: float) -> Matrix:
    """From PDF user space to points from the top left of the page as it is shown."""
    return (
        Matrix(1, 0, 0, -1, -left, top),
        Matrix(0, 1, 1, 0, -bottom, -left),
        Matrix(-1, 0, 0, 1, right, -bottom),
        Matrix(0, -1, -1, 0, top, right),
    )[rotation]
