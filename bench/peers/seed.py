"""Fills an account of the emulator with an ordinary network and the mistakes people make in one, through boto3 as anybody would.

Usage: seed.py ENDPOINT. Prints a name for every id it made, as JSON. Whoever writes a mistake here says in a comment what is true of it:
that is what the three tools are judged by.
"""

import json
import sys

import boto3

ENDPOINT = sys.argv[1]
KEYS = {"aws_access_key_id": "AKIAIOSFODNN7EXAMPLE", "aws_secret_access_key": "emulated"}
names = {}


def client(service, region="us-east-1"):
    return boto3.client(service, region_name=region, endpoint_url=ENDPOINT, **KEYS)


def note(name, identifier):
    names[identifier] = name
    return identifier


def tags(kind, name):
    return [{"ResourceType": kind, "Tags": [{"Key": "Name", "Value": name}]}]


class Network:
    """The calls that every network repeats, in one Region."""

    def __init__(self, region):
        self.region = region
        self.ec2 = client("ec2", region)
        self.image = self.ec2.describe_images()["Images"][0]["ImageId"]

    def vpc(self, name, block, ipv6=False):
        made = self.ec2.create_vpc(CidrBlock=block, AmazonProvidedIpv6CidrBlock=ipv6, TagSpecifications=tags("vpc", name))
        return note(name, made["Vpc"]["VpcId"])

    def subnet(self, name, vpc, block, zone, public=False):
        made = self.ec2.create_subnet(
            VpcId=vpc, CidrBlock=block, AvailabilityZone=self.region + zone, TagSpecifications=tags("subnet", name)
        )
        subnet = note(name, made["Subnet"]["SubnetId"])
        if public:
            self.ec2.modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={"Value": True})
        return subnet

    def gateway(self, name, vpc):
        igw = note(name, self.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"])
        self.ec2.attach_internet_gateway(InternetGatewayId=igw, VpcId=vpc)
        return igw

    def table(self, name, vpc, subnets, **way):
        table = note(name, self.ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"])
        for subnet in subnets:
            self.ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)
        if way:
            self.ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", **way)
        return table

    def group(self, name, vpc, *ingress):
        made = self.ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)
        group = note(name, made["GroupId"])
        if ingress:
            self.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=list(ingress))
        return group

    def instance(self, name, subnet, groups, **more):
        made = self.ec2.run_instances(
            ImageId=self.image, MinCount=1, MaxCount=1, InstanceType="t3.micro",
            SubnetId=subnet, SecurityGroupIds=groups, TagSpecifications=tags("instance", name), **more,
        )  # fmt: skip
        instance = made["Instances"][0]
        for interface in instance["NetworkInterfaces"]:
            note(f"{name}'s interface", interface["NetworkInterfaceId"])
        return note(name, instance["InstanceId"])

    def acl(self, name, vpc, subnets, *entries):
        acl = note(name, self.ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"])
        for number, protocol, action, egress, block, ports in entries:
            between = {"PortRange": {"From": ports[0], "To": ports[1]}} if ports else {}
            self.ec2.create_network_acl_entry(
                NetworkAclId=acl, RuleNumber=number, Protocol=protocol, RuleAction=action, Egress=egress, CidrBlock=block, **between
            )
        now = self.ec2.describe_network_acls()["NetworkAcls"]
        for subnet in subnets:
            old = next(a for one in now for a in one["Associations"] if a["SubnetId"] == subnet)
            self.ec2.replace_network_acl_association(AssociationId=old["NetworkAclAssociationId"], NetworkAclId=acl)
        return acl


def tcp(low, high=None, *blocks):
    """Lets these blocks in on a range of TCP ports; the whole IPv4 internet where none is named."""
    four = [{"CidrIp": block} for block in blocks or ["0.0.0.0/0"] if ":" not in block]
    six = [{"CidrIpv6": block} for block in blocks if ":" in block]
    return {"IpProtocol": "tcp", "FromPort": low, "ToPort": high or low, "IpRanges": four, "Ipv6Ranges": six}


EVERYTHING = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}


def shop():
    """The production network, in us-east-1."""
    here = Network("us-east-1")
    ec2 = here.ec2
    vpc = here.vpc("shop", "10.10.0.0/16", ipv6=True)
    igw = here.gateway("shop gateway", vpc)
    # Both give every instance a public address.
    public = [here.subnet(f"shop public {z}", vpc, f"10.10.{n}.0/24", z, public=True) for n, z in enumerate("ab")]
    private = [here.subnet(f"shop private {z}", vpc, f"10.10.{n + 10}.0/24", z) for n, z in enumerate("ab")]
    guarded = here.subnet("shop guarded", vpc, "10.10.20.0/24", "a", public=True)
    here.table("shop public routes", vpc, [*public, guarded], GatewayId=igw)
    address = note("NAT address", ec2.allocate_address(Domain="vpc")["AllocationId"])
    # One NAT gateway for two zones.
    made = ec2.create_nat_gateway(SubnetId=public[0], AllocationId=address)
    nat = note("shop NAT", made["NatGateway"]["NatGatewayId"])
    private_routes = here.table("shop private routes", vpc, private, NatGatewayId=nat)

    ordinary = here.group("web", vpc, tcp(443), tcp(80))
    administered = here.group("admin-open", vpc, tcp(22), tcp(3389))
    # IPv6 alone: no rule says 0.0.0.0/0, and no interface has an IPv6 address, so it is not reachable, yet open.
    six = here.group("admin-open-ipv6", vpc, tcp(22, 22, "::/0"), tcp(3389, 3389, "::/0"))
    ports = {
        "ftp": (20, 21), "telnet": (23, 23), "mysql": (3306, 3306), "postgres": (5432, 5432), "mssql": (1433, 1434),
        "oracle": (1521, 1521), "mongodb": (27017, 27018), "redis": (6379, 6379), "memcached": (11211, 11211),
        "elasticsearch": (9200, 9300), "kibana": (5601, 5601), "cassandra": (9042, 9042), "cassandra-old": (7199, 7199),
        "kafka": (9092, 9092), "cifs": (445, 445), "ldap": (389, 389), "kerberos": (88, 88), "smtp": (25, 25), "nfs": (2049, 2049),
        "docker": (2375, 2375), "vnc": (5900, 5900), "winrm": (5985, 5986), "dns": (53, 53), "rpc": (135, 135),
    }  # fmt: skip
    for name, (low, high) in ports.items():
        # Each worn by a host with a public address: reachable.
        here.instance(f"{name} host", public[0], [here.group(f"{name}-open", vpc, tcp(low, high))])
    everything = here.group("everything-open", vpc, EVERYTHING)
    # The internet in two halves: reachable, and no rule says 0.0.0.0/0.
    split = here.group("split-open", vpc, tcp(22, 22, "0.0.0.0/1", "128.0.0.0/1"))
    wide = here.group("wide-open", vpc, tcp(8443, 8443, "52.0.0.0/8"))
    unlisted = here.group("game-open", vpc, tcp(7777))
    span = here.group("range-open", vpc, tcp(30000, 32767))
    here.group("launch-wizard-1", vpc, tcp(22))
    # Worn by nothing, named by nothing.
    here.group("forgotten", vpc, tcp(8080, 8080, "10.0.0.0/8"))
    many = here.group("many-rules", vpc, *[tcp(4000 + n, 4000 + n, "10.0.0.0/8") for n in range(55)])
    inside = here.group("app", vpc, tcp(8080, 8080, "10.10.0.0/16"))
    everywhere = here.group("app-all-private-ports", vpc, {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": ordinary}]})
    default = ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [vpc]}, {"Name": "group-name", "Values": ["default"]}])
    default = note("shop default group", default["SecurityGroups"][0]["GroupId"])
    # The default group has rules, and somebody wears it.
    ec2.authorize_security_group_ingress(GroupId=default, IpPermissions=[tcp(22, 22, "10.0.0.0/8")])

    iam = client("iam")
    trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
    iam.create_role(RoleName="web", AssumeRolePolicyDocument=json.dumps(trust))
    profile = iam.create_instance_profile(InstanceProfileName="web")["InstanceProfile"]["Arn"]
    iam.add_role_to_instance_profile(InstanceProfileName="web", RoleName="web")

    # Public, carries a role, and answers version 1 of the metadata service.
    old = {"HttpTokens": "optional", "HttpEndpoint": "enabled", "HttpPutResponseHopLimit": 1}
    new = {**old, "HttpTokens": "required"}
    web = here.instance("web", public[0], [ordinary], IamInstanceProfile={"Arn": profile}, MetadataOptions=old)
    # SSH and RDP reachable.
    here.instance("bastion", public[0], [administered], MetadataOptions=new)
    here.instance("bastion for IPv6", public[0], [six], MetadataOptions=new)
    here.instance("everything host", public[0], [everything], MetadataOptions=new)
    here.instance("split host", public[1], [split], MetadataOptions=new)
    here.instance("wide host", public[1], [wide], MetadataOptions=new)
    here.instance("game host", public[1], [unlisted], MetadataOptions=new)
    here.instance("range host", public[1], [span], MetadataOptions=new)
    here.instance("many-ruled host", private[0], [many], MetadataOptions=new)
    here.instance("app on default group", private[0], [inside, default, everywhere], MetadataOptions=new)
    # Open groups, but no way in: no public address behind a NAT gateway.
    here.instance("hidden admin", private[0], [administered], MetadataOptions=new)
    # Open group and public address, but the network ACL of its subnet lets only 443 in.
    here.instance("guarded admin", guarded, [administered], MetadataOptions=new)
    two = ec2.create_network_interface(SubnetId=private[0], Groups=[inside])["NetworkInterface"]["NetworkInterfaceId"]
    app = here.instance("app with two interfaces", private[0], [inside], MetadataOptions=new)
    ec2.attach_network_interface(NetworkInterfaceId=note("second interface", two), InstanceId=app, DeviceIndex=1)
    note("spare interface", ec2.create_network_interface(SubnetId=private[0], Groups=[inside])["NetworkInterface"]["NetworkInterfaceId"])

    strict = [(100, "6", "allow", False, "0.0.0.0/0", (443, 443)), (100, "6", "allow", True, "0.0.0.0/0", (1024, 65535))]
    here.acl("guarding list", vpc, [guarded], *strict)
    logins = [(n, "6", "allow", out, "0.0.0.0/0", p) for n, out, p in ((100, False, (22, 22)), (110, False, (3389, 3389)), (100, True, (1024, 65535)))]
    # Belongs to no subnet.
    here.acl("unused list", vpc, [], *logins)
    # Denied before it is allowed: SSH does not get in by this list.
    denied = [(90, "6", "deny", False, "0.0.0.0/0", (22, 22)), (100, "-1", "allow", False, "0.0.0.0/0", None), (100, "-1", "allow", True, "0.0.0.0/0", None)]
    here.acl("list that denies SSH first", vpc, [private[1]], *denied)

    note("idle address", ec2.allocate_address(Domain="vpc")["AllocationId"])

    legacy = here.vpc("legacy", "10.30.0.0/16")
    legacy_subnet = here.subnet("legacy a", legacy, "10.30.1.0/24", "a")
    peering = ec2.create_vpc_peering_connection(VpcId=vpc, PeerVpcId=legacy)["VpcPeeringConnection"]["VpcPeeringConnectionId"]
    ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=note("shop to legacy", peering))
    # Whole blocks, both ways.
    ec2.create_route(RouteTableId=private_routes, DestinationCidrBlock="10.30.0.0/16", VpcPeeringConnectionId=peering)
    back = here.table("legacy routes", legacy, [legacy_subnet])
    ec2.create_route(RouteTableId=back, DestinationCidrBlock="10.10.0.0/16", VpcPeeringConnectionId=peering)

    anybody = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}
    endpoints(here, vpc, private, inside, private_routes, anybody)
    # The bucket does not exist: no flow log comes of it, and nothing is watched.
    ec2.create_flow_logs(
        ResourceIds=[vpc], ResourceType="VPC", TrafficType="REJECT", LogDestinationType="s3", LogDestination="arn:aws:s3:::shop-flow-logs"
    )
    balancers(here, vpc, public, private, ordinary)
    return here, vpc, private, web


def endpoints(here, vpc, private, group, table, anybody):
    """A gateway endpoint and an interface endpoint that anybody may use, the latter in one zone."""
    make = here.ec2.create_vpc_endpoint
    made = make(VpcId=vpc, ServiceName="com.amazonaws.us-east-1.s3", RouteTableIds=[table], PolicyDocument=json.dumps(anybody))
    note("S3 endpoint", made["VpcEndpoint"]["VpcEndpointId"])
    made = make(
        VpcId=vpc, ServiceName="com.amazonaws.us-east-1.ssm", VpcEndpointType="Interface", SubnetIds=private[:1],
        SecurityGroupIds=[group], PolicyDocument=json.dumps(anybody),
    )  # fmt: skip
    note("SSM endpoint", made["VpcEndpoint"]["VpcEndpointId"])


def balancers(here, vpc, public, private, group):
    """Load balancers that speak plain HTTP, keep no logs and may be deleted by accident."""
    elb = client("elbv2")
    made = elb.create_load_balancer(Name="shop", Subnets=public, SecurityGroups=[group], Scheme="internet-facing", Type="application")
    alb = note("shop balancer", made["LoadBalancers"][0]["LoadBalancerArn"])
    made = elb.create_target_group(Name="shop-web", Protocol="HTTP", Port=80, VpcId=vpc, TargetType="instance")
    targets = note("shop targets", made["TargetGroups"][0]["TargetGroupArn"])
    # Forwards in clear text, and has no target.
    forward = [{"Type": "forward", "TargetGroupArn": targets}]
    elb.create_listener(LoadBalancerArn=alb, Protocol="HTTP", Port=80, DefaultActions=forward)
    certificate = {"CertificateArn": client("acm").request_certificate(DomainName="shop.example")["CertificateArn"]}
    # A policy with TLS 1.0.
    elb.create_listener(
        LoadBalancerArn=alb, Protocol="HTTPS", Port=443, SslPolicy="ELBSecurityPolicy-2016-08", Certificates=[certificate], DefaultActions=forward
    )
    # One zone.
    made = elb.create_load_balancer(Name="partners", Subnets=private[:1], Scheme="internal", Type="network")
    nlb = made["LoadBalancers"][0]["LoadBalancerArn"]
    note("partners' balancer", nlb)
    made = here.ec2.create_vpc_endpoint_service_configuration(NetworkLoadBalancerArns=[nlb], AcceptanceRequired=False)
    service = note("partners' service", made["ServiceConfiguration"]["ServiceId"])
    # Everybody may connect, and nobody accepts.
    here.ec2.modify_vpc_endpoint_service_permissions(ServiceId=service, AddAllowedPrincipals=["*"])
    classic = client("elb")
    classic.create_load_balancer(
        LoadBalancerName="old-shop", Subnets=public[:1], SecurityGroups=[group],
        Listeners=[{"Protocol": "HTTP", "LoadBalancerPort": 80, "InstanceProtocol": "HTTP", "InstancePort": 80}],
    )  # fmt: skip


def office():
    """A branch in eu-west-1: VPN, transit gateway, firewall, Direct Connect."""
    here = Network("eu-west-1")
    ec2 = here.ec2
    # One zone, no flow log.
    vpc = here.vpc("office", "10.50.0.0/16")
    subnet = here.subnet("office a", vpc, "10.50.1.0/24", "a")
    firewall_subnet = here.subnet("office firewall", vpc, "10.50.9.0/28", "a")
    made = ec2.create_transit_gateway(Description="hub", Options={"AutoAcceptSharedAttachments": "enable"})
    hub = note("hub that accepts anybody", made["TransitGateway"]["TransitGatewayId"])
    ec2.create_transit_gateway_vpc_attachment(TransitGatewayId=hub, VpcId=vpc, SubnetIds=[subnet])
    vgw = note("office VPN gateway", ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"])
    ec2.attach_vpn_gateway(VpnGatewayId=vgw, VpcId=vpc)
    made = ec2.create_customer_gateway(Type="ipsec.1", PublicIp="203.0.113.10", BgpAsn=65001)
    customer = made["CustomerGateway"]["CustomerGatewayId"]
    made = ec2.create_vpn_connection(Type="ipsec.1", CustomerGatewayId=customer, VpnGatewayId=vgw)
    # One router at the other end.
    note("office VPN", made["VpnConnection"]["VpnConnectionId"])
    made = ec2.create_launch_template(
        LaunchTemplateName="public", LaunchTemplateData={"NetworkInterfaces": [{"DeviceIndex": 0, "AssociatePublicIpAddress": True}]}
    )
    note("public launch template", made["LaunchTemplate"]["LaunchTemplateId"])
    firewalls = client("network-firewall", "eu-west-1")
    # May be deleted, keeps no logs, stands in one zone.
    policy = "arn:aws:network-firewall:eu-west-1:123456789012:firewall-policy/office"
    made = firewalls.create_firewall(
        FirewallName="office", FirewallPolicyArn=policy, VpcId=vpc, SubnetMappings=[{"SubnetId": firewall_subnet}],
        DeleteProtection=False,
    )  # fmt: skip
    note("office firewall", made["Firewall"]["FirewallArn"])
    lines = client("directconnect", "eu-west-1")
    made = lines.create_connection(location="EqDC2", bandwidth="1Gbps", connectionName="office")
    # One line at one place.
    note("office line", made["connectionId"])


def names_in_dns():
    """A public zone that logs nothing, with a record of an address that nobody holds any more."""
    ec2 = client("ec2")
    gone = ec2.allocate_address(Domain="vpc")
    ec2.release_address(AllocationId=gone["AllocationId"])
    route53 = client("route53")
    zone = route53.create_hosted_zone(Name="shop.example.", CallerReference="peers")["HostedZone"]["Id"]
    note("shop.example", zone.split("/")[-1])
    records = [{"Value": gone["PublicIp"]}]
    change = {"Action": "CREATE", "ResourceRecordSet": {"Name": "old.shop.example.", "Type": "A", "TTL": 300, "ResourceRecords": records}}
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [change]})


shop()
office()
names_in_dns()
print(json.dumps(names))
