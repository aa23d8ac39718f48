"""Pictures that people send: read as one of three kinds, never as whatever the bytes claim to be.

Pillow reads some forty kinds, and hands one of them (PostScript) to another program. Asked for these three
alone, it tries no other. A picture of one colour is small as a file and fills the memory once it is decoded:
its size in pixels is read first.
"""

import io
import struct
import zlib

from PIL import Image

KINDS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}  # with the ending of the file's name
MOST_PIXELS = 50_000_000  # 200 MB decoded; more than a phone's camera fits into 5 MB
# What Pillow and pypdf raise for content that is damaged, or made to be: not only their own errors.
UNREADABLE = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError),
    *(SyntaxError, TypeError, ValueError, struct.error, zlib.error, Image.DecompressionBombError),
)


def open_picture(content: bytes) -> Image.Image:
    """The picture, opened and not decoded yet. Raises one of UNREADABLE for any other content."""
    picture = Image.open(io.BytesIO(content), formats=tuple(KINDS))
    if picture.width * picture.height > MOST_PIXELS:
        raise Image.DecompressionBombError(f"more than {MOST_PIXELS} pixels")
    return picture
