"""What browsers pack, unpacked: gzip, deflate, Brotli, Zstandard and Snappy, each found where it can begin.

Gzip, deflate and Zstandard say where they begin. Brotli does not: it is tried at the beginning of every file, where a
stream of an answer in a cache begins (Chromium's "simple" entries), and at every byte of any other small file. LevelDB
packs blocks with Snappy, IndexedDB its large values too; their literal runs keep words readable only until a word
repeats.
"""

import json
import struct
import subprocess
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

GZIP, ZSTANDARD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
DEFLATE = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
ENTRY = bytes.fromhex("305c72a71b6dfbfc")  # then version, length of the key, its hash: 24 bytes with their padding
ENTRY_HEAD = 24
# Ends a stream of an entry, with flags, sum and size behind it; there the next one begins.
STREAM_END = bytes.fromhex("d8410d97456ffaf4")
STREAM_END_SIZE = 24
LEVELDB = bytes.fromhex("57fb808b247547db")
SMALL = 2048
LARGEST = 64 * 1024 * 1024
NODE = Path(sys.executable).with_name("node")
# Node unpacks both; what ends in nonsense, or begins with it, is nothing.
UNPACK = """
const { readFileSync, writeSync } = require('node:fs');
const zlib = require('node:zlib');
const most = { maxOutputLength: 1 << 26 };
const cut = zlib.constants;
const unpack = {
  brotli: (bytes) => zlib.brotliDecompressSync(bytes, { ...most, finishFlush: cut.BROTLI_OPERATION_FLUSH }),
  zstandard: (bytes) => zlib.zstdDecompressSync(bytes, { ...most, finishFlush: cut.ZSTD_e_flush }),
};
function say(bytes) {
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
}
JSON.parse(readFileSync(0)).forEach(([path, places], file) => {
  const raw = readFileSync(path);
  for (const [how, at] of places) {
    let body;
    try {
      body = unpack[how](raw.subarray(at));
    } catch {
      continue;
    }
    const head = Buffer.alloc(8);
    head.writeUInt32BE(file, 0);
    head.writeUInt32BE(body.length, 4);
    say(head);
    say(body);
  }
});
"""


def unpacked(raw: bytes) -> Iterator[bytes]:
    """What Python itself unpacks of a file."""
    for mark in (GZIP, *DEFLATE):
        yield from (inflated(raw[at:]) for at in places(raw, mark))
    yield from blocks(raw)
    yield from (unsnapped(raw, at)[0] for at in range(min(32, len(raw))))  # a large value, behind a few bytes of V8's


def unpacked_by_node(files: Iterable[Path]) -> dict[Path, list[bytes]]:
    """{file: bodies}, Brotli's and Zstandard's, by one process for all of them."""
    files = list(files)
    asked = [(str(file), [*beginnings(file.read_bytes())]) for file in files]
    told = subprocess.run([NODE, "-e", UNPACK], input=json.dumps(asked).encode(), capture_output=True, check=True)
    bodies, at = defaultdict[Path, list[bytes]](list), 0
    while at < len(told.stdout):
        file, length = struct.unpack_from(">II", told.stdout, at)
        bodies[files[file]].append(told.stdout[at + 8 : at + 8 + length])
        at += 8 + length
    return bodies


def beginnings(raw: bytes) -> Iterator[tuple[str, int]]:
    """Where a body may begin that Node unpacks."""
    yield from (("zstandard", at) for at in places(raw, ZSTANDARD))
    anywhere = len(raw) <= SMALL and not raw.startswith(ENTRY)
    streams = {*(behind_the_key(raw, at) for at in places(raw, ENTRY)), *behind_streams(raw)}
    yield from (("brotli", at) for at in sorted({*range(len(raw) if anywhere else 1), *streams}))


def behind_the_key(raw: bytes, at: int) -> int:
    """The first byte of an answer in a cache."""
    return at + ENTRY_HEAD + int.from_bytes(raw[at + 12 : at + 16], "little")


def behind_streams(raw: bytes) -> Iterator[int]:
    """Where an entry's next stream begins."""
    return (at + STREAM_END_SIZE for at in places(raw, STREAM_END))


def places(raw: bytes, mark: bytes) -> Iterator[int]:
    """Each place where the mark stands."""
    at = raw.find(mark)
    while at >= 0:
        yield at
        at = raw.find(mark, at + 1)


def inflated(raw: bytes) -> bytes:
    """As much of a gzip or deflate as can be unpacked."""
    try:
        return zlib.decompressobj(wbits=47).decompress(raw, LARGEST)
    except zlib.error:
        return b""


def blocks(raw: bytes) -> Iterator[bytes]:
    """LevelDB's data blocks, found by their ends: a type byte (1: Snappy) before a checksum. Tries every beginning."""
    if raw[-8:] != LEVELDB:
        return
    start = 0
    while start < len(raw) - 8:
        body, end = unsnapped(raw, start)
        if body and raw[end : end + 1] == b"\x01":
            yield body
            start = end + 5
        else:
            start += 1


def unsnapped(raw: bytes, at: int) -> tuple[bytes, int]:
    """(what a Snappy block from here unpacks to, where it ends); empty where none begins here."""
    size, at = varint(raw, at)
    out = bytearray()
    while len(out) < size <= LARGEST and at < len(raw):
        tag, at = raw[at], at + 1
        if tag & 3 == 0:
            length = (tag >> 2) + 1
            if length > 60:
                more = length - 60
                length, at = int.from_bytes(raw[at : at + more], "little") + 1, at + more
            out += raw[at : at + length]
            at += length
            continue
        length = (tag >> 2 & 7) + 4 if tag & 3 == 1 else (tag >> 2) + 1
        more = {1: 1, 2: 2, 3: 4}[tag & 3]
        offset = int.from_bytes(raw[at : at + more], "little") | ((tag >> 5) << 8 if tag & 3 == 1 else 0)
        at += more
        if not 0 < offset <= len(out):
            return b"", at
        again = out[-offset:][:length]  # shorter than asked for where it repeats itself
        out += (again * (length // len(again) + 1))[:length]
    return (bytes(out), at) if len(out) == size > 0 else (b"", at)


def varint(raw: bytes, at: int) -> tuple[int, int]:
    """A length of at most five bytes."""
    value = 0
    for shift in range(0, 35, 7):
        if at >= len(raw):
            return 0, at
        byte, at = raw[at], at + 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
    return 0, at
