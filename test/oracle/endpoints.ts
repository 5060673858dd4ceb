/** VPC endpoints (E) and the firewalls behind some of them (F1, F2, F5 to F8). */
import { show } from './address.ts';
import { balanceNetwork, nodesOf } from './balancers.ts';
import { groupsAllow } from './filters.ts';
import { firewallOf, stateful, stateless } from './firewall.ts';
import { acl, done, lost } from './interfaces.ts';
import { leave } from './routes.ts';
import { crossed, marked, met, once, said, type Tree, type Walk } from './state.ts';
import { azOf, cidrsOfVpc, type Data, first, inAny, vpcOf } from './world.ts';

/** E1, E3: an endpoint as the target of a route. */
export function throughVpcEndpoint(start: Walk, id: string): Tree {
  const endpoint = first(start.world, 'vpc-endpoint', (it) => it.VpcEndpointId === id);
  const found = firewallOf(start.world, id);
  if (!endpoint && !found) return lost(start, `E4 ${id} was not collected`, 'unknown');
  const looped = once(start, id);
  if (!looped) return lost(start, 'W9 loop');
  let w = looped;
  if (endpoint && endpoint.State.toLowerCase() !== 'available') w = marked(w, 'blocked', `E4 ${id} is ${endpoint.State}`);
  if (endpoint?.VpcEndpointType === 'Gateway') return throughGatewayEndpoint(w, endpoint);
  if (endpoint && endpoint.VpcEndpointType !== 'GatewayLoadBalancer') return lost(w, `E2 ${id} is no target of a route`);
  const subnetId: string = endpoint?.SubnetIds[0] ?? found?.subnetId;
  w = acl(w, subnetId, false);
  if (found && found.status !== 'READY') w = marked(w, 'blocked', `F1 ${id} is ${found.status}`);
  w = found
    ? judge(w, id, found.firewall)
    : boxed(
        said(met(w, 'Gateway Load Balancer endpoint'), 'E3 what is behind the Gateway Load Balancer is assumed to forward'),
        id,
      );
  w = { ...crossed(w, { kind: 'middlebox', id }), lastEndpointSubnet: subnetId };
  return leave(w, subnetId);
}

const boxed = (w: Walk, id: string): Walk => ({ ...w, connection: { ...w.connection, boxes: [...w.connection.boxes, id] } });

/** What a firewall does with the packet; `id` is the endpoint or attachment where the packet meets it. */
export function judge(w: Walk, id: string, firewall: Data): Walk {
  const single = stateless(w.world, firewall, w.header, w.back !== undefined);
  if (single === 'unknown') return marked(w, 'unknown', `F5 the rules of ${firewall.FirewallArn} were not collected`);
  if (single === 'drop') return marked(met(w, 'Network Firewall, stateless'), 'blocked', 'F5 the stateless engine drops');
  if (single === 'pass') return said(met(w, 'Network Firewall, stateless'), 'F5 the stateless engine passes');
  return judgeFlow(boxed(w, id), id, firewall);
}

/** F2: from here on the stateful engine has seen this direction, and has to see the other one. */
function judgeFlow(start: Walk, id: string, firewall: Data): Walk {
  const w = met(start, 'Network Firewall, stateful');
  if (w.back?.passed.includes(id)) return said(w, 'F8 reply of a passed flow');
  const flow = stateful(w.world, firewall, w.header);
  const passed: Walk = { ...w, connection: { ...w.connection, passed: [...w.connection.passed, id] } };
  if (flow === 'unknown')
    return marked(met(passed, 'Network Firewall, names and options'), 'unknown', 'F3 depends on what only the firewall sees');
  if (flow === 'drop') return marked(w, 'blocked', 'F6, F7 the stateful engine drops');
  if (flow === 'handshake') return marked(w, 'blocked', 'F7 handshake only');
  return passed;
}

function throughGatewayEndpoint(start: Walk, endpoint: Data): Tree {
  let w = met(start, 'gateway endpoint');
  const { protocol, type } = w.header;
  const echo = (protocol === 1 && type === 8) || (protocol === 58 && type === 128);
  if (protocol !== 6 && !echo) w = marked(w, 'blocked', 'E1 TCP and echo only');
  if (w.back) return lost(w, 'E1 a reply does not go to a service');
  if (w.enteredBy && w.enteredBy !== 'internet') return lost(w, `E1 not for what came by ${w.enteredBy}`);
  const vpc = vpcOf(w.world, endpoint.VpcId);
  if (vpc && !inAny(w.header.src, cidrsOfVpc(vpc))) return lost(w, `E1 ${show(w.header.src)} is not an address of the VPC`);
  return done(w, { kind: 'service', id: endpoint.VpcEndpointId, vpcId: endpoint.VpcId, header: w.header });
}

/** E2, E5, L1: at an interface endpoint: AWS's own service, or a load balancer of another VPC. */
export function throughPrivateLink(start: Walk, eni: Data): Tree {
  let w = start;
  if (w.header.protocol !== 6 && w.header.protocol !== 17) w = marked(w, 'blocked', 'E2 TCP and UDP only');
  const endpoint = first(w.world, 'vpc-endpoint', (it) => (it.NetworkInterfaceIds ?? []).includes(eni.NetworkInterfaceId));
  const here = { kind: 'eni', eni, vpcId: eni.VpcId, header: w.header } as const;
  if (!endpoint) return done(marked(w, 'unknown', `E2 the endpoint of ${eni.NetworkInterfaceId} was not collected`), here);
  if (endpoint.State.toLowerCase() !== 'available') w = marked(w, 'blocked', `E4 ${endpoint.VpcEndpointId} is ${endpoint.State}`);
  const service = first(w.world, 'endpoint-service', (it) => it.ServiceName === endpoint.ServiceName);
  w = met(w, service ? 'PrivateLink to a provider' : 'interface endpoint');
  if (!service) {
    if (endpoint.ServiceName.includes('.vpce.')) w = marked(w, 'unknown', `E5 ${endpoint.ServiceName} was not collected`);
    return done(w, here);
  }
  const branches: Tree[] = [];
  for (const arn of service.NetworkLoadBalancerArns ?? []) {
    const balancer = first(w.world, 'load-balancer', (it) => it.LoadBalancerArn === arn);
    if (!balancer) {
      branches.push(done(marked(w, 'unknown', `E5 ${arn} was not collected`), here));
      continue;
    }
    const zone = azOf(w.world, eni.SubnetId);
    const nodes = nodesOf(w.world, arn).filter((node) => azOf(w.world, node.SubnetId) === zone);
    if (nodes.length === 0) branches.push(lost(w, `E2 the service is not in ${zone}`));
    for (const node of nodes) branches.push(balanceNetwork(consumerGroups(w, balancer), eni, node, balancer, true));
  }
  if (branches.length === 0) return lost(w, 'E5 no load balancer behind the service');
  return { kind: 'any', branches };
}

/** L1: the groups of the provider's load balancer see the consumer's own address. */
function consumerGroups(w: Walk, balancer: Data): Walk {
  const groups: string[] = balancer.SecurityGroups ?? [];
  if (groups.length === 0 || balancer.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic === 'off') return w;
  const { answer, why } = groupsAllow(w.world, groups, true, w.header, () => 'no');
  return answer === 'yes' ? said(w, why) : marked(w, answer === 'no' ? 'blocked' : 'unknown', `L1 ${why}`);
}
