import type { Address } from '../facts/address.ts';

/** The first packet of a connection, whose answer nobody has seen yet. */
export interface Packet {
  readonly source: Address;
  readonly destination: Address;
  readonly protocol: 'tcp' | 'udp';
  /** Where it goes to. It comes from a port that the kernel chooses. */
  readonly port: number;
}

/** Where a packet is on its way through one network namespace. */
export interface Stop {
  readonly layer: 'ip' | 'bridge' | 'netdev';
  readonly hook: 'ingress' | 'egress' | 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting';
  /** The interface by which it came, and by which it goes. */
  readonly in?: string;
  readonly out?: string;
  /** Addresses of the namespace itself. */
  readonly local: readonly Address[];
}

/** What rules have done to it. */
export interface Marks {
  /** A rule may have marked it, or its connection. */
  readonly marked: boolean;
  /** A rule may have kept it from being tracked. */
  readonly untracked: boolean;
}

export interface Sight extends Stop, Marks {
  readonly packet: Packet;
}

/** True and false as usual; undefined: it cannot be told. */
export type Truth = boolean | undefined;

/** What a rule asks. */
export type Condition = (sight: Sight) => Truth;

export interface Rule {
  /** As its program lists it. */
  readonly text: string;
  /** Whether the rule applies. */
  readonly applies: Condition;
  readonly act: (sight: Sight) => Action;
}

/**
 * `drop`: also what is refused with an answer. `elsewhere`: it goes another way than its address says, or a program decides. `unclear`: what the rule does
 * is not understood, which may be anything. `on`: the next rule is asked; with `marks` it is marked now.
 */
export type Action =
  | { readonly kind: 'accept' | 'drop' | 'return' | 'elsewhere' | 'unclear' }
  | { readonly kind: 'on'; readonly marks?: Partial<Marks> }
  | { readonly kind: 'jump' | 'goto'; readonly chain: string };

export interface Chain {
  readonly name: string;
  readonly rules: readonly Rule[];
  /** Of a chain that the kernel itself asks. */
  readonly base?: {
    readonly hook: string;
    readonly priority: number;
    readonly policy: 'accept' | 'drop';
    /** Of the family netdev: on which interfaces. */
    readonly devices?: readonly string[];
  };
}

/** One that is still being read. */
export interface OpenChain extends Chain {
  readonly rules: Rule[];
}

export interface Table {
  /** Which program lists it, as somebody would call that: "iptables", "nft". */
  readonly by: string;
  /** As nftables names families. */
  readonly family: string;
  readonly name: string;
  readonly chains: ReadonlyMap<string, Chain>;
}

/** A rule set that is longer is not looked through. */
export const mostRules = 50_000;

/** All have to be true; one that is false decides. */
export function every(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

/** One that is true decides. */
export function some(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes(undefined) ? undefined : false;
}

export const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);
