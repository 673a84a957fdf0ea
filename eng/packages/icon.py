#!/usr/bin/env python3
"""Draws icon.png, the icon of all packages: an eye that keeps watch, under a wing. Only the standard library is needed."""
import math
import pathlib
import struct
import zlib

SIZE, SAMPLES = 128, 4
BACKGROUND, WING, WHITE, PUPIL = (24, 37, 66), (64, 196, 180), (244, 247, 250), (24, 37, 66)


def rounded_square(x, y, radius=26):
    dx, dy = max(abs(x - 64) - (64 - radius), 0), max(abs(y - 64) - (64 - radius), 0)
    return math.hypot(dx, dy) <= radius


def wing(x, y):
    # Three feathers: rings around points that step downwards.
    return any(r - 7 <= math.hypot(x - 64, y - (96 + step)) <= r and y < 62 + step and abs(x - 64) < 47
               for step, r in ((0, 68), (0, 56)))


def eye(x, y):
    # Where two large discs overlap.
    return math.hypot(x - 64, y - 40) <= 54 and math.hypot(x - 64, y - 108) <= 54


def colour(x, y):
    if not rounded_square(x, y):
        return (0, 0, 0, 0)
    if math.hypot(x - 69, y - 69) <= 4:
        return (*WHITE, 255)
    if math.hypot(x - 64, y - 74) <= 13:
        return (*PUPIL, 255)
    if eye(x, y):
        return (*WHITE, 255)
    return (*(WING if wing(x, y) else BACKGROUND), 255)


def pixel(column, row):
    points = [colour(column + (i + 0.5) / SAMPLES, row + (j + 0.5) / SAMPLES) for i in range(SAMPLES) for j in range(SAMPLES)]
    alpha = sum(p[3] for p in points)
    if alpha == 0:
        return bytes(4)
    return bytes([*(round(sum(p[c] * p[3] for p in points) / alpha) for c in range(3)), round(alpha / len(points))])


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


rows = b''.join(b'\0' + b''.join(pixel(column, row) for column in range(SIZE)) for row in range(SIZE))
pathlib.Path(__file__).with_name('icon.png').write_bytes(
    b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>2I5B', SIZE, SIZE, 8, 6, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(rows, 9)) + chunk(b'IEND', b''))
