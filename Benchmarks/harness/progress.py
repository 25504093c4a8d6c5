import sys


def tell(text):
    """What is going on: on a terminal one line that changes, else a line each."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()
    else:
        print(text, file=sys.stderr, flush=True)


def clear():
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
