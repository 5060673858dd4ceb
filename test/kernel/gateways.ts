/** What gateways do to packets, in nftables' language. */

const set = (list: readonly string[]): string => (list.length ? `elements = { ${list.join(', ')} };` : '');

/** An internet gateway: stateless, one public address for one private one; IPv6 is not translated; private addresses stay inside. */
export function gatewayFilter(
  vpc: string,
  net: string,
  pairs: readonly (readonly [string, string])[],
  six: readonly string[],
): string {
  return `define kept = { 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10 }
table ip one-to-one {
 map outwards { type ipv4_addr : ipv4_addr; ${set(pairs.map(([a, b]) => `${a} : ${b}`))} }
 map inwards { type ipv4_addr : ipv4_addr; ${set(pairs.map(([a, b]) => `${b} : ${a}`))} }
 chain translate { type filter hook prerouting priority raw; policy drop;
  notrack
  iifname "${vpc}" ip daddr $kept drop
  iifname "${net}" ip saddr $kept drop
  iifname "${vpc}" ip saddr set ip saddr map @outwards accept
  iifname "${net}" ip daddr set ip daddr map @inwards accept
 }
}
table ip6 own {
 set addresses { type ipv6_addr; ${set(six)} }
 chain check { type filter hook forward priority 0; policy drop;
  iifname "${vpc}" ip6 saddr @addresses accept
  iifname "${net}" ip6 daddr @addresses accept
 }
}`;
}

/** An egress-only gateway: what began inside comes back, nothing else; IPv4 has no business here. An answer to a question that it never saw is
 *  dropped. What goes on outwards after its own answer came another way is not: the gateway is none of those that need both halves. */
export function onlyEstablished(vpc: string, net: string, answers: readonly number[]): string {
  return `table ip none {
 chain nothing { type filter hook forward priority 0; policy drop; }
}
table ip6 outwards {
 chain forward { type filter hook forward priority 0; policy drop;
  ct state established,related accept
  tcp flags & (syn | ack) == (syn | ack) drop
  tcp flags & rst == rst drop
  udp sport { ${answers.join(', ')} } drop
  icmpv6 type echo-reply drop
  iifname "${vpc}" oifname "${net}" accept
 }
}`;
}

/** A NAT gateway: its own address as the source, and nothing that begins outside. */
export function natFilter(address: string): string {
  return `table inet nat {
 chain in { type filter hook input priority 0; policy drop; ct state established,related accept; }
 chain forward { type filter hook forward priority 0; policy drop;
  ct state invalid drop
  ct state established,related accept
  meta nfproto ipv4 meta l4proto { tcp, udp, icmp } accept
 }
 chain source { type nat hook postrouting priority srcnat; oifname "eth0" meta nfproto ipv4 snat ip to ${address}; }
}`;
}

/** Peering carries what one VPC sends to the other, and nothing that only passes through. */
export function peeringFilter(sides: readonly { dev: string; cidrs: readonly string[] }[]): string {
  const rules = sides.flatMap(({ dev, cidrs }, at) =>
    (['ip', 'ip6'] as const).flatMap((family) => {
      const mine = cidrs.filter((one) => one.includes(':') === (family === 'ip6'));
      const other = sides[1 - at]!.cidrs.filter((one) => one.includes(':') === (family === 'ip6'));
      return mine.length && other.length
        ? [`iifname "${dev}" ${family} saddr { ${mine.join(', ')} } ${family} daddr { ${other.join(', ')} } accept`]
        : [];
    }),
  );
  return `table inet peering {
 chain forward { type filter hook forward priority 0; policy drop;
  ${rules.join('\n  ')}
 }
}`;
}

/** The internet: an answer leaves by the door that the question came in by. */
export function internetFilter(doors: readonly string[]): string {
  const marks = doors.map((dev, at) => `iifname "${dev}" ct state new ct mark set ${at + 1}`);
  return `table inet doors {
 chain in { type filter hook prerouting priority mangle;
  ${marks.join('\n  ')}
  ct direction reply meta mark set ct mark
 }
 chain out { type route hook output priority mangle; ct direction reply meta mark set ct mark; }
}`;
}

/** What came over peering from a NAT gateway goes back to where it came from, whatever the route table says. */
export function returnToSender(leg: string, gateways: readonly string[], mark: number): string {
  return `
table inet favour-${leg} {
 set came { type ipv4_addr . ipv4_addr; flags dynamic, timeout; timeout 1m; }
 chain in { type filter hook prerouting priority mangle;
  iifname "${leg}" ip saddr { ${gateways.join(', ')} } update @came { ip daddr . ip saddr }
  iifname "s*" ip saddr . ip daddr @came meta mark set ${mark}
 }
}`;
}
