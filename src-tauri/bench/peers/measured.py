"""What the scripts of all engines share: arguments, time, and the lines that are compared."""

import gc
import sys
import time


def folder():
    return sys.argv[1]


def measure(calculate, lines):
    """Calculates once to warm up and then as often as asked, printing each time in milliseconds;
    then writes the lines: partner, quarter, incentive, cents."""
    calculate()
    result = None
    for _ in range(int(sys.argv[2])):
        result = None
        gc.collect()
        begun = time.perf_counter()
        result = calculate()
        print(f"ms {(time.perf_counter() - begun) * 1e3:.3f}", flush=True)
    with open(sys.argv[3], "w") as file:
        for line in lines(result):
            file.write("%d,%d,%d,%d\n" % tuple(line))
