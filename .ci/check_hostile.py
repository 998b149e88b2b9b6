#!/usr/bin/env python3
"""check_hostile.py BINARY: each file of hostile_files.py ends in exit code 3 and an error, within 2 s of CPU time and 300 MB.

CPU time, since a busy machine makes any wall time long. `-v` prints every file."""
import os, subprocess, sys, tempfile

binary = os.path.realpath(sys.argv[1])
faults = 0
with tempfile.TemporaryDirectory() as folder:
    maker = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hostile_files.py")
    subprocess.run([sys.executable, maker, folder], check=True)
    names = sorted(os.listdir(folder))
    for name in names:
        with tempfile.TemporaryFile() as messages:
            command = [binary, "export", name, "-f", "csv"]
            child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=messages)
            _, status, usage = os.wait4(child.pid, 0)
            messages.seek(0)
            text = messages.read().decode("utf-8", "replace")
        seconds = usage.ru_utime + usage.ru_stime
        megabytes = usage.ru_maxrss / 1024
        code = os.waitstatus_to_exitcode(status)
        said = next((line for line in text.splitlines() if line.startswith("error")), "no error said")
        bad = code != 3 or "panicked" in text or said == "no error said" or seconds > 2 or megabytes > 300
        faults += bad
        if bad or "-v" in sys.argv:
            print(f"{'FAIL ' if bad else 'ok   '} {name:24} exit {code} {seconds:5.2f} s {megabytes:4.0f} MB  {said[:100]}")
print(f"{len(names)} hostile files, {faults} faults")
sys.exit(bool(faults))
