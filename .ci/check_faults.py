#!/usr/bin/env python3
"""check_faults.py BINARY [--seed N]: full disks, read-only and vanished targets, kill -9 at any moment, two builds at once, hostile logos.

An output is whole old or whole new whatever happens, the exit code is right, and nothing is left beside it. Needs root to mount small file
systems and to run as somebody else; without root those steps are left out, and where CI=true they fail. `-v` prints every check."""
import os, random, shutil, signal, stat, struct, subprocess, sys, tempfile, time, zlib

binary = os.path.realpath(sys.argv[1])
verbose = "-v" in sys.argv
seed = int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv else time.time_ns() % 1_000_000
chance = random.Random(seed)
in_ci = os.environ.get("CI") == "true"
checks = faults = 0
FORMATS = ["pdf", "xlsx", "csv", "tsv", "md", "commonmark", "json", "yaml", "mediawiki", "dokuwiki", "confluence"]
EXTENSIONS = {"commonmark": "commonmark.md", "mediawiki": "wiki", "confluence": "storage.xml"}


def check(what, holds, detail=""):
    global checks, faults
    checks += 1
    faults += not holds
    if verbose or not holds:
        print(f"{'ok   ' if holds else 'FAIL '} {what}{'' if holds else ': ' + str(detail)[:600]}")


def skip(what, reason):
    if in_ci:
        check(what, False, reason)
    else:
        print(f"left out: {what}: {reason}")


def write(path, content):
    with open(path, "w") as file:
        file.write(content)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def matrix(rows, word):
    lines = [f"Dimension {row},{word} pipelines {row},{word} prompts {row * 7}" for row in range(rows)]
    return "Dimension,Data Engineer,Prompt Engineer\n" + "\n".join(lines) + "\n"


def run(folder, *arguments, **options):
    done = subprocess.run([binary, *arguments], cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, **options)
    return done.returncode, done.stderr.decode("utf-8", "replace")


def contents(folder):
    """Every file below a folder, by its path."""
    return {os.path.join(at, name): read(os.path.join(at, name)) for at, _, names in os.walk(folder) for name in names}


def left_behind(folder):
    return [name for at, _, names in os.walk(folder) for name in names if name.startswith(".rolematrix-")]


def mount(folder, options):
    os.makedirs(folder, exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, text=True)
    return done.stderr.strip() if done.returncode else None


def ends(what, ended, code, *said):
    found, stderr = ended
    check(what, found == code and all(word in stderr for word in said) and "panicked" not in stderr, f"exit {found}, {stderr}")


def full_disk(work):
    disk = os.path.join(work, "out")
    failed = mount(disk, "size=200k")
    if failed:
        return skip("full disk", f"no tmpfs can be mounted: {failed}")
    try:
        write(f"{work}/small.csv", matrix(3, "old"))
        write(f"{work}/large.csv", matrix(6000, "new"))
        for format in FORMATS:
            name = f"roles.{EXTENSIONS.get(format, format)}"
            ends(f"{format} fits", run(work, "export", "small.csv", "-f", format, "-o", f"out/{name}"), 0)
            old = read(f"{disk}/{name}")
            filler = 200 * 1024 - sum(os.path.getsize(f"{disk}/{other}") for other in os.listdir(disk)) - 16 * 1024
            write(f"{disk}/filler", "x" * filler)
            ended = run(work, "export", "large.csv", "-f", format, "-o", f"out/{name}")
            ends(f"{format} on a full disk", ended, 4, f"out/{name} was not written: the disk is full")
            check(f"{format}: the old file is whole", read(f"{disk}/{name}") == old)
            check(f"{format}: nothing is left", not left_behind(disk), left_behind(disk))
            os.remove(f"{disk}/filler")
            os.remove(f"{disk}/{name}")
        jobs = "".join(f"[jobs.{format}]\nsources='roles.csv'\nformats='{format}'\noutput='out/'\n" for format in ["md", "csv", "json", "pdf", "xlsx"])
        write(f"{work}/rolematrix.toml", jobs)
        write(f"{work}/roles.csv", matrix(3, "old"))
        ends("build fits", run(work, "build"), 0)
        old = contents(disk)
        write(f"{work}/roles.csv", matrix(9000, "new"))
        ends("build on a full disk", run(work, "build"), 4, "out/roles.md was not written: the disk is full", "out/roles.json was not")
        now = contents(disk)
        whole = all(path in now for path in old) and not left_behind(disk)
        check("build: every old file is there, nothing is left", whole, list(now))
        shutil.copy(f"{work}/large.csv", f"{work}/source.csv")
        for name in os.listdir(disk):
            os.remove(f"{disk}/{name}")
        page = "# Page\n\n<!-- rolematrix:begin source=../source.csv -->\n<!-- rolematrix:end -->\n"
        write(f"{disk}/page.md", page)
        ends("embed on a full disk", run(work, "embed", "out/page.md"), 4, "out/page.md was not written: the disk is full")
        check("embed: the old page is whole, nothing is left", contents(disk) == {f"{disk}/page.md": page.encode()})
        write(f"{work}/edited.csv", matrix(6000, "new").replace("new prompts 7\n", "new plans 7\n"))
        os.remove(f"{disk}/page.md")
        write(f"{disk}/merged.csv", "old")
        ended = run(work, "merge", "source.csv", "edited.csv", "--base", "source.csv", "-o", "out/merged.csv")
        ends("merge on a full disk", ended, 4, "out/merged.csv was not written: the disk is full")
        check("merge: the old file is whole, nothing is left", contents(disk) == {f"{disk}/merged.csv": b"old"}, os.listdir(disk))
        write(f"{disk}/page.md", page)
        write(f"{work}/roles.csv", matrix(3, "newer"))
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        ends("a read-only file system", run(work, "export", "roles.csv", "-f", "md", "-o", "out/"), 4, "out/roles.md was not written: the file system is read-only")
        ends("a new file on it", run(work, "export", "roles.csv", "-o", "out/new.pdf"), 4, "out/new.pdf was not written: the file system is read-only")
        ends("embed on it", run(work, "embed", "out/page.md"), 4, "out/page.md was not written: the file system is read-only")
        ends("HOME on it", run(work, "export", "roles.csv", "-o", "home.pdf", env={"HOME": disk}), 0)
    finally:
        subprocess.run(["umount", disk])


def no_permission(work):
    if os.getuid() != 0:
        return skip("no permission", "only root runs as somebody else")
    os.chmod(work, 0o755)
    write(f"{work}/roles.csv", matrix(3, "new"))
    os.makedirs(f"{work}/locked")
    write(f"{work}/locked/roles.md", "old")
    os.makedirs(f"{work}/open")
    os.chmod(f"{work}/open", 0o777)
    write(f"{work}/open/roles.md", "old")
    os.chmod(f"{work}/open/roles.md", 0o444)
    copy = f"{work}/rolematrix"
    shutil.copy(binary, copy)
    os.chmod(copy, 0o755)
    for target in ["locked", "open"]:
        done = subprocess.run([copy, "export", "roles.csv", "-f", "md", "-o", target + "/"], cwd=work, capture_output=True, text=True, user=65534, group=65534, extra_groups=[])
        ends(f"a {target} folder", (done.returncode, done.stderr), 4, f"{target}/roles.md was not written: no permission to write there")
        check(f"a {target} folder: the old file is whole, nothing is left", os.listdir(f"{work}/{target}") == ["roles.md"] and read(f"{work}/{target}/roles.md") == b"old")


def started(work, *arguments):
    return subprocess.Popen([binary, *arguments], cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def killed(work, name, prepare, arguments, folder, times=80):
    """Kills a run at any moment; `prepare(version)` writes the sources of version 0 or 1, whose outputs are then compared."""
    whole = []
    lasts = 0.0
    for version in [0, 1]:
        prepare(version)
        began = time.monotonic()
        ends(f"{name} runs to its end", run(work, *arguments), 0)
        lasts = max(lasts, time.monotonic() - began)
        whole.append(contents(folder))
    mixed = middle = most = 0
    for turn in range(times):
        prepare(turn % 2)
        child = started(work, *arguments)
        time.sleep(chance.random() * lasts * 1.1)
        child.send_signal(signal.SIGKILL)
        child.communicate()
        now = contents(folder)
        most = max(most, len(left_behind(folder)))
        outputs = {path: content for path, content in now.items() if not os.path.basename(path).startswith(".rolematrix-")}
        broken = [path for path, content in outputs.items() if content not in (whole[0].get(path), whole[1].get(path))]
        lost = [path for path in whole[0] if path not in outputs]
        mixed += bool(broken or lost)
        middle += outputs not in whole
        if broken or lost:
            print(f"half or lost after kill -9 of {name}, turn {turn}: {broken[:3]} {lost[:3]}")
    check(f"{name}: {times} kills, every file whole old or whole new", not mixed, mixed)
    if verbose:
        print(f"      {middle} kills between the first and the last file; at most {most} temporary files; a run lasts {lasts:.2f} s")
    ends(f"{name} after it all", run(work, *arguments), 0)
    now = contents(folder)
    check(f"{name}: the next run is as ever, and nothing is left", now in whole, [path for path in now if path not in whole[0]][:3])


def killed_build(work):
    jobs = "[defaults]\nsources='roles.csv'\n"
    for view in ["comparison", "profiles", "scorecard"]:
        jobs += f"[jobs.{view}]\nview='{view}'\nformats=['pdf','xlsx','md','json','commonmark','confluence']\noutput='out/{view}/'\n"
    write(f"{work}/rolematrix.toml", jobs)
    killed(work, "build", lambda version: write(f"{work}/roles.csv", matrix(120, ["old", "new"][version])), ["build", "-q"], f"{work}/out")


def killed_embed(work):
    os.makedirs(f"{work}/wiki")
    for page in range(300):
        write(f"{work}/wiki/page{page}.md", f"# {page}\n\n<!-- rolematrix:begin source=../roles.csv -->\n<!-- rolematrix:end -->\n\ntail {page}\n")
    killed(work, "embed", lambda version: write(f"{work}/roles.csv", matrix(120, ["old", "new"][version])), ["embed", "wiki", "-q"], f"{work}/wiki")


def two_at_once(work):
    write(f"{work}/rolematrix.toml", "[jobs.all]\nsources='roles.csv'\nformats=['pdf','xlsx','md','json','csv']\noutput='out/'\n")
    whole = []
    for version in ["old", "new"]:
        write(f"{work}/roles.csv", matrix(150, version))
        run(work, "build")
        whole.append(contents(f"{work}/out"))
    bad = 0
    for turn in range(25):
        write(f"{work}/roles.csv", matrix(150, ["old", "new"][turn % 2]))
        children = [started(work, "build", "-q") for _ in range(2)]
        said = [child.communicate()[1].decode() for child in children]
        codes = [child.returncode for child in children]
        now = contents(f"{work}/out")
        if codes != [0, 0] or now != whole[turn % 2]:
            bad += 1
            print(f"two builds, turn {turn}: exit {codes}, {said}, {[os.path.basename(path) for path in now]}")
    check("25 times two builds at once: both end well, every file is whole, nothing is left", bad == 0, bad)


def vanished(work):
    write(f"{work}/roles.csv", matrix(2500, "new"))
    said = set()
    for turn in range(12):
        os.makedirs(f"{work}/out", exist_ok=True)
        child = started(work, "export", "roles.csv", "-f", "pdf", "-o", "out/")
        while child.poll() is None and not os.listdir(f"{work}/out"):
            time.sleep(0.001)
        shutil.rmtree(f"{work}/out")
        stderr = child.communicate()[1].decode()
        fair = child.returncode == 4 and "out/roles.pdf was not written: its folder is not there any more" in stderr and "panicked" not in stderr
        said.add(stderr.splitlines()[0] if fair else "")
        check("a folder that vanishes", fair or (child.returncode == 0 and not stderr), f"exit {child.returncode}, {stderr}")
    if verbose:
        print(f"      said: {said}")


def png(width, height, depth=8, color=6, data=None, interlace=0, extra=b"", crc=None):
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc if crc is not None and kind == b"IDAT" else zlib.crc32(kind + content))
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[color]
    if data is None:
        line = bytes(1 + (width * samples * depth + 7) // 8)
        data = packed(line, height)
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, interlace)
    palette = chunk(b"PLTE", bytes(3)) if color == 3 else b""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + palette + (chunk(*extra) if extra else b"") + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def packed(piece, times):
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(piece) for _ in range(times)) + packer.flush()


def hostile_logos(work):
    write(f"{work}/roles.csv", matrix(3, "new"))
    write(f"{work}/own.toml", "[logo]\nfile = \"logo.png\"\n")
    gigabyte = packed(bytes(1 << 20), 1000)
    logos = {
        "plain": (png(40, 20), 0),
        "the largest": (png(4000, 4000), None),
        "the largest, 16 bits": (png(4000, 4000, depth=16), None),
        "the largest, interlaced": (png(4000, 4000, interlace=1), None),
        "the largest, one bit": (png(4000, 4000, depth=1, color=0), None),
        "palette of one, indices beyond": (png(40, 20, color=3, data=zlib.compress(b"\0" + b"\xff" * 40) * 20), 2),
        "thousand million pixels": (png(65535, 65535, data=gigabyte), 2),
        "no pixels": (png(0, 0, data=b""), 2),
        "too wide by one": (png(4001, 1), 2),
        "more data than pixels": (png(8, 8, data=gigabyte), None),
        "text bomb": (png(8, 8, extra=(b"zTXt", b"k\0\0" + gigabyte)), None),
        "profile bomb": (png(8, 8, extra=(b"iCCP", b"k\0\0" + gigabyte)), None),
        "wrong checksum": (png(40, 20, crc=1), 2),
        "cut": (png(40, 20)[:-30], 2),
        "data cut": (png(400, 200, data=zlib.compress(bytes(1000))), 2),
        "no PNG": (b"<svg onload='alert(1)'/>", 2),
        "empty": (b"", 2),
        "a long file": (png(8, 8) + bytes(17 << 20), 2),
    }
    for name, (content, code) in logos.items():
        with open(f"{work}/logo.png", "wb") as file:
            file.write(content)
        with tempfile.TemporaryFile() as messages:
            command = [binary, "export", "roles.csv", "-o", "out.pdf", "--theme", "./own.toml"]
            child = subprocess.Popen(command, cwd=work, stdout=subprocess.DEVNULL, stderr=messages)
            _, status, usage = os.wait4(child.pid, 0)
            messages.seek(0)
            said = messages.read().decode("utf-8", "replace")
        found = os.waitstatus_to_exitcode(status)
        seconds, megabytes = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
        right = found in (0, 2) if code is None else found == code
        named = found == 0 or ("logo.png" in said and "error" in said)
        fair = right and named and "panicked" not in said and seconds < 2 and megabytes < 300
        check(f"logo, {name} ({found}, {seconds:.2f} s, {megabytes:.0f} MB)", fair, said)


for part in [full_disk, no_permission, killed_build, killed_embed, two_at_once, vanished, hostile_logos]:
    with tempfile.TemporaryDirectory() as folder:
        try:
            part(folder)
        except Exception as error:
            check(part.__name__, False, repr(error))
print(f"{checks} checks of faults, {faults} failed (seed {seed})")
sys.exit(bool(faults))
