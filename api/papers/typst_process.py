"""Sets one paper in a process of its own: its file, root, data, standards and limits as JSON on standard input, the PDF
on standard output. What the template got wrong is JSON instead, and FAULTY the exit code. Imports nothing of the house.
"""

import json
import resource
import sys

import typst

FAULTY = 3


def main() -> int:
    """The exit code."""
    asked = json.loads(sys.stdin.buffer.read())
    resource.setrlimit(resource.RLIMIT_CPU, (asked["seconds"], asked["seconds"]))
    resource.setrlimit(resource.RLIMIT_AS, (asked["memory"], asked["memory"]))
    try:
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[asked["root"]])
        paper = typst.compile(
            asked["file"], root=asked["root"], font_paths=fonts, ignore_system_fonts=True,
            sys_inputs={"data": asked["data"]}, pdf_standards=asked["standards"], timestamp=0,
        )  # fmt: skip
    except typst.TypstError as error:
        sys.stdout.write(json.dumps([error.message, error.diagnostic]))
        return FAULTY
    sys.stdout.buffer.write(paper)
    return 0


if __name__ == "__main__":
    sys.exit(main())
