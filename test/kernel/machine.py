"""Builds nameless network namespaces, sends real packets between them and says what became of each.

Reads a plan as JSON on stdin and writes the outcomes as JSON on stdout. The namespaces live as long as this process: nothing is left
behind, whatever happens. Python because it can enter a namespace, open a socket there, and keep the socket when it leaves."""

import ctypes
import errno
import fcntl
import json
import os
import resource
import selectors
import shutil
import socket
import struct
import subprocess
import sys
import time

NEWNET = 0x40000000
SIOCGIFFLAGS, IFF_RUNNING = 0x8913, 0x40
libc = ctypes.CDLL(None, use_errno=True)
TCP, UDP, ICMP, ICMP6 = 6, 17, 1, 58
# A filter of one's own, or an ICMP error: nothing left the host, or nothing came back.
LOST = (errno.EPERM, errno.EACCES, errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ECONNREFUSED)
QUIET_SECONDS = 0.4  # nothing more comes: on these wires a packet is where it ends within a millisecond of being sent
LONGEST = 30.0  # seconds of events without a pause would be a storm


def check(result, what):
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


class Namespaces:
    def __init__(self):
        self.home = os.open("/proc/self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
        self.fds = {}
        self.running = []

    def add(self, name):
        check(libc.unshare(NEWNET), "unshare")
        self.fds[name] = os.open("/proc/self/ns/net", os.O_RDONLY | os.O_CLOEXEC)

    def enter(self, name):
        check(libc.setns(self.fds[name], NEWNET), f"setns {name}")

    def leave(self):
        check(libc.setns(self.home, NEWNET), "setns")

    def path(self, name):
        return f"/proc/{os.getpid()}/fd/{self.fds[name]}"

    def run(self, name, command, text):
        """Starts a command in a namespace. A few run at once; the first that fails ends everything."""
        self.enter(name)
        made = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            made.stdin.write(text)
            made.stdin.close()
        except BrokenPipeError:
            pass  # it has ended already, and settle() says why
        self.running.append((name, command, text, made))
        if len(self.running) >= 4:
            self.settle(3)

    def settle(self, most=0):
        while len(self.running) > most:
            name, command, text, made = self.running.pop(0)
            said = made.stdout.read()
            if made.wait() != 0:
                raise SystemExit(f"{' '.join(command)} failed in {name}: {said}\n{text}")


def write_sysctls(values):
    for name, value in values.items():
        if name in BRIDGES and not os.path.exists("/proc/sys/net/" + name):
            continue
        with open("/proc/sys/net/" + name, "w") as file:
            file.write(str(value))


QUIET = {
    "ipv6/conf/default/accept_dad": 0,
    "ipv6/conf/all/accept_dad": 0,
    "ipv6/conf/default/accept_redirects": 0,
    "ipv6/conf/default/accept_ra": 0,
    "ipv6/conf/default/router_solicitations": 0,
    "ipv4/conf/all/accept_redirects": 0,
    "ipv4/conf/default/accept_redirects": 0,
    "ipv4/conf/all/send_redirects": 0,
    "ipv4/conf/default/send_redirects": 0,
    "ipv4/conf/all/rp_filter": 0,
    "ipv4/conf/default/rp_filter": 0,
}
# What stays within a subnet passes a bridge, and no ACL. (Absent where the kernel filters no bridges at all.)
BRIDGES = {f"bridge/bridge-nf-call-{tables}": 0 for tables in ("iptables", "ip6tables", "arptables")}
FORWARD = {"ipv4/ip_forward": 1, "ipv6/conf/all/forwarding": 1}


def build(plan):
    spaces = Namespaces()
    for name, one in plan["namespaces"].items():
        spaces.add(name)
        write_sysctls(QUIET)
        if one["forwards"]:
            write_sysctls({**FORWARD, **BRIDGES})
    wires = {}
    for a, ours, b, theirs in plan["links"]:
        wires.setdefault(a, []).append(f"link add {ours} type veth peer name {theirs} netns {spaces.path(b)}\n")
    for name, lines in wires.items():
        spaces.run(name, ["ip", "-batch", "-"], "".join(lines))
    spaces.settle()
    for name, one in plan["namespaces"].items():
        spaces.run(name, ["ip", "-batch", "-"], "link set lo up\n" + "\n".join(one["ip"]) + "\n")
        if one["ip6"]:
            spaces.run(name, ["ip", "-6", "-batch", "-"], "\n".join(one["ip6"]) + "\n")
        if one["nft"]:
            spaces.run(name, ["nft", "-f", "-"], one["nft"])
    spaces.settle()
    wait_for_wires(spaces, plan)
    return spaces


def wait_for_wires(spaces, plan):
    """The kernel looks at carriers in its own time, up to a second after the wire is there, and a bridge forwards no earlier."""
    unplugged = {name for name, one in plan["namespaces"].items() if "link set eth0 down" in one["ip"]}
    waiting = [end for a, ours, b, theirs in plan["links"] if a not in unplugged and b not in unplugged for end in ((a, ours), (b, theirs))]
    until = time.monotonic() + 5
    while waiting and time.monotonic() < until:
        waiting = [(name, device) for name, device in waiting if not runs(spaces, name, device)]
        if waiting:
            time.sleep(0.05)
    if waiting:
        raise SystemExit(f"wires without a carrier: {waiting}")


def runs(spaces, name, device):
    spaces.enter(name)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        answer = fcntl.ioctl(made, SIOCGIFFLAGS, struct.pack("16sh22x", device.encode(), 0))
    return struct.unpack("16sh22x", answer)[1] & IFF_RUNNING


def family(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def checksum(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


class Field:
    """All sockets, in whatever namespace, under one selector."""

    def __init__(self, spaces, plan):
        self.spaces, self.plan = spaces, plan
        self.eyes = selectors.DefaultSelector()
        self.outcomes = ["dropped"] * len(plan["probes"])
        self.arrived = [set() for _ in plan["probes"]]
        self.by_tag = {(one["scenario"], one["protocol"], one["tag"]): i for i, one in enumerate(plan["probes"])}
        self.open = set(range(len(plan["probes"])))

    def watch(self, made, then):
        made.setblocking(False)
        self.eyes.register(made, selectors.EVENT_READ, then)
        return made

    def listen(self):
        for host in self.plan["hosts"]:
            self.spaces.enter(host["name"])
            for kind, protocol in ((socket.AF_INET, TCP), (socket.AF_INET, ICMP), (socket.AF_INET6, TCP), (socket.AF_INET6, ICMP6)):
                seen = socket.socket(kind, socket.SOCK_RAW, protocol)
                self.watch(seen, lambda s, host=host, kind=kind, protocol=protocol: self.observe(s, host, kind, protocol))
            for address in host["addresses"]:
                for port in host["tcp"]:
                    made = socket.socket(family(address), socket.SOCK_STREAM)
                    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                    made.bind((address, port))
                    made.listen(64)
                    self.eyes.register(made, selectors.EVENT_READ, self.accept)
                for port in host["udp"]:
                    made = socket.socket(family(address), socket.SOCK_DGRAM)
                    made.bind((address, port))
                    self.watch(made, lambda s, host=host: self.echo(s, host))

    def mark(self, host, protocol, tag):
        found = self.by_tag.get((host["scenario"], protocol, tag))
        if found is not None:
            self.arrived[found].add(host["name"])

    def observe(self, made, host, kind, protocol):
        """A copy of what was let in to the host: this is how a forward half without a reply is seen."""
        data, peer = made.recvfrom(2048)
        if kind == socket.AF_INET:
            data = data[(data[0] & 15) * 4 :]
        if protocol == TCP:
            if data[13] & 0x12 == 0x02:
                self.mark(host, TCP, struct.unpack("!H", data[:2])[0])
            return
        tag = struct.unpack("!H", data[4:6])[0]
        if data[0] in (8, 128):
            self.mark(host, protocol, tag)
        elif data[0] in (0, 129):
            found = self.by_tag.get((host["scenario"], protocol, tag))
            probe = found is not None and self.plan["probes"][found]
            if probe and probe["from"] == host["name"] and peer[0] == socket.inet_ntop(kind, socket.inet_pton(kind, probe["dst"])):
                self.done(found, "open")

    def echo(self, made, host):
        data, peer = made.recvfrom(2048)
        self.mark(host, UDP, struct.unpack("!H", data[:2])[0])
        try:
            made.sendto(data, peer)
        except OSError as problem:
            if problem.errno not in LOST:
                raise

    def done(self, index, outcome):
        if index in self.open:
            self.open.discard(index)
            self.outcomes[index] = outcome

    def start(self, index, one):
        self.spaces.enter(one["from"])
        kind = family(one["src"])
        if one["protocol"] == TCP:
            made = socket.socket(kind, socket.SOCK_STREAM)
            made.setblocking(False)
            made.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            made.bind((one["src"], one["tag"]))
            result = made.connect_ex((one["dst"], one["port"]))
            if result == errno.EINPROGRESS:
                self.eyes.register(made, selectors.EVENT_WRITE, lambda s: self.connected(s, index))
            else:
                self.done(index, "dropped")
                made.close()
            return None
        if one["protocol"] == UDP:
            made = socket.socket(kind, socket.SOCK_DGRAM)
            made.bind((one["src"], one["tag"]))
            self.watch(made, lambda s: self.answered(s, index))
            payload = struct.pack("!H", one["tag"])
            try:
                made.connect((one["dst"], one["port"]))  # so that only answers from there count
            except OSError as problem:
                if problem.errno not in LOST:
                    raise
                return None
            return lambda: made.send(payload)
        six = one["protocol"] == ICMP6
        made = socket.socket(kind, socket.SOCK_RAW, one["protocol"])
        made.bind((one["src"], 0))
        payload = struct.pack("!BBHHH", 128 if six else 8, 0, 0, one["tag"], 1) + b"hopscope"
        if not six:
            payload = payload[:2] + struct.pack("!H", checksum(payload)) + payload[4:]
        return lambda: made.sendto(payload, (one["dst"], 0))

    def connected(self, made, index):
        """A handshake alone is not enough: what keeps state on the way and saw one half of it lets no byte through."""
        self.eyes.unregister(made)
        result = made.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if result == 0:
            made.send(b"?")
            self.watch(made, lambda s: self.answered(s, index))
        else:
            made.close()
            self.done(index, "refused" if result == errno.ECONNREFUSED else "dropped")

    def accept(self, listener):
        made, _ = listener.accept()
        self.watch(made, self.serve)

    def serve(self, made):
        try:
            data = made.recv(16)
            if data:
                made.send(data)
                return
        except OSError as problem:
            if problem.errno not in (*LOST, errno.ECONNRESET, errno.EPIPE):
                raise
        self.eyes.unregister(made)
        made.close()

    def answered(self, made, index):
        try:
            made.recvfrom(2048)
            self.done(index, "open")
        except OSError as problem:
            self.done(index, "refused" if problem.errno == errno.ECONNREFUSED else "dropped")

    def run(self):
        """Every packet is sent once. Then until it is quiet, however late this process gets its turn: what came meanwhile waits in the
        sockets, and only a look that finds nothing there for a while ends it."""
        self.listen()
        for index, one in enumerate(self.plan["probes"]):
            send = self.start(index, one)
            try:
                if send:
                    send()
            except OSError as problem:
                if problem.errno not in LOST:
                    raise
            self.look(0)
        until = time.monotonic() + LONGEST
        while self.look(QUIET_SECONDS):
            if time.monotonic() > until:
                raise SystemExit(f"packets still come after {LONGEST:.0f} seconds")

    def look(self, seconds):
        ready = self.eyes.select(seconds)
        for key, _ in ready:
            key.data(key.fileobj)
        return len(ready)


def overflows():
    """Packets that a full queue or a full neighbour table ate, and no rule: counted by the kernel for the whole machine."""
    with open("/proc/net/softnet_stat") as file:
        found = sum(int(line.split()[1], 16) for line in file)
    for table in ("arp_cache", "ndisc_cache"):
        path = "/proc/net/stat/" + table
        if os.path.exists(path):
            with open(path) as file:
                names, *rows = (line.split() for line in file)
            found += sum(int(row[names.index(name)], 16) for row in rows for name in ("table_fulls",) if name in names)
    return found


def trial():
    """Whether this machine can do it at all: one wire between two namespaces, and what the filters need. Says why not."""
    for tool in ("ip", "nft"):
        if not shutil.which(tool):
            return print(f"{tool} is not installed")
    try:
        spaces = Namespaces()
        spaces.add("a")
        spaces.add("b")
        spaces.run("a", ["ip", "-batch", "-"], f"link add x type veth peer name y netns {spaces.path('b')}\nlink add s0 type bridge\n")
        spaces.run("b", ["nft", "-f", "-"], "table inet t {\n chain c { type filter hook input priority 0; ct state invalid drop; }\n"
                   " chain n { type nat hook postrouting priority srcnat; ip saddr 10.0.0.1 snat ip to 10.0.0.2; }\n}\n")
        spaces.settle()
    except (OSError, SystemExit) as problem:
        print(" ".join(str(problem).split()))


def main():
    if sys.argv[1:] == ["trial"]:
        return trial()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    plan = json.load(sys.stdin)
    began = time.monotonic()
    spaces = build(plan)
    built = time.monotonic()
    spaces.leave()
    full = overflows()
    field = Field(spaces, plan)
    field.run()
    spaces.leave()
    results = [{"outcome": o, "arrived": sorted(a)} for o, a in zip(field.outcomes, field.arrived)]
    lost = overflows() - full
    json.dump({"results": results, "lost": lost, "built": built - began, "sent": time.monotonic() - built}, sys.stdout)
    sys.stdout.flush()
    os._exit(0)


main()
