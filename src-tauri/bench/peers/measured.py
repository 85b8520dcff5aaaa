"""What the scripts of all engines share: arguments, time, and the lines that are compared."""

import gc
import sys
import time


def folder():
    return sys.argv[1]


def measure(calculate, lines):
    """Calculates once to warm up and then as often as asked, printing each time in milliseconds and
    what processors worked for one; then writes the lines: partner, quarter, incentive, cents."""
    calculate()
    result = None
    runs, worked = int(sys.argv[2]), 0.0
    for _ in range(runs):
        result = None
        gc.collect()
        begun, before = time.perf_counter(), time.process_time()
        result = calculate()
        worked += time.process_time() - before
        print(f"ms {(time.perf_counter() - begun) * 1e3:.3f}", flush=True)
    print(f"processors {worked / runs * 1e3:.3f}", flush=True)
    with open(sys.argv[3], "w") as file:
        for line in lines(result):
            file.write("%d,%d,%d,%d\n" % tuple(line))
