import { type Address, addressOf } from '../../src/facts/address.ts';
import type { Packet, Stop } from '../../src/filters/index.ts';

export function address(text: string): Address {
  const found = addressOf(text);
  if (found === undefined) throw new Error(`${text} is no address`);
  return found;
}

export const packetTo = (to: string, protocol: Packet['protocol'], port: number): Packet => ({
  ...{ protocol, port, destination: address(to) },
  source: address(to.includes(':') ? 'fd00::2' : '172.17.0.2'),
});

/** From a bridge of the machine to another of its interfaces. */
export function roadTo(out: string, from = 'docker0'): readonly Stop[] {
  const local = [address('172.17.0.1'), address('198.51.100.2')];
  return [
    { layer: 'ip', hook: 'prerouting', in: from, local },
    { layer: 'ip', hook: 'forward', in: from, out, local },
    { layer: 'ip', hook: 'postrouting', out, local },
  ];
}

/** What iptables-nft-save 1.8.9 printed of a Docker 20.10.24 with one network of its own and one that is internal. */
export const docker = ({ icc = true, user = '' } = {}): string => `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:DOCKER - [0:0]
:DOCKER-ISOLATION-STAGE-1 - [0:0]
:DOCKER-ISOLATION-STAGE-2 - [0:0]
:DOCKER-USER - [0:0]
-A FORWARD -j DOCKER-USER
-A FORWARD -j DOCKER-ISOLATION-STAGE-1
-A FORWARD -i br-35a9d19b4766 -o br-35a9d19b4766 -j ACCEPT
-A FORWARD -o br-e165bc4a5538 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -o br-e165bc4a5538 -j DOCKER
-A FORWARD -i br-e165bc4a5538 ! -o br-e165bc4a5538 -j ACCEPT
-A FORWARD -i br-e165bc4a5538 -o br-e165bc4a5538 -j ACCEPT
-A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -o docker0 -j DOCKER
-A FORWARD -i docker0 ! -o docker0 -j ACCEPT
-A FORWARD -i docker0 -o docker0 -j ${icc ? 'ACCEPT' : 'DROP'}
-A DOCKER-ISOLATION-STAGE-1 ! -s 172.19.0.0/16 -o br-35a9d19b4766 -j DROP
-A DOCKER-ISOLATION-STAGE-1 ! -d 172.19.0.0/16 -i br-35a9d19b4766 -j DROP
-A DOCKER-ISOLATION-STAGE-1 -i br-e165bc4a5538 ! -o br-e165bc4a5538 -j DOCKER-ISOLATION-STAGE-2
-A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2
-A DOCKER-ISOLATION-STAGE-1 -j RETURN
-A DOCKER-ISOLATION-STAGE-2 -o br-e165bc4a5538 -j DROP
-A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP
-A DOCKER-ISOLATION-STAGE-2 -j RETURN
${user}COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:DOCKER - [0:0]
-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
-A POSTROUTING -s 172.18.0.0/16 ! -o br-e165bc4a5538 -j MASQUERADE
-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
-A DOCKER -i br-e165bc4a5538 -j RETURN
-A DOCKER -i docker0 -j RETURN
COMMIT
`;
