/** The parts of an OCI runtime-spec 1.2 config.json that are written (config.md, config-linux.md). */
export interface OciConfig {
  readonly ociVersion: '1.2.0' | '1.0.2';
  readonly process: OciProcess;
  readonly root: { readonly path: string; readonly readonly: boolean };
  readonly hostname?: string;
  readonly mounts: readonly OciMount[];
  readonly linux: OciLinux;
}

export interface OciProcess {
  readonly user: { readonly uid: number; readonly gid: number; readonly additionalGids?: readonly number[] };
  readonly args?: readonly string[];
  readonly env: readonly string[];
  readonly cwd: string;
  readonly capabilities: Readonly<Record<'bounding' | 'effective' | 'permitted' | 'inheritable' | 'ambient', readonly string[]>>;
  readonly rlimits: readonly { readonly type: string; readonly soft: number; readonly hard: number }[];
  readonly noNewPrivileges?: boolean;
  readonly apparmorProfile?: string;
  readonly selinuxLabel?: string;
  readonly oomScoreAdj?: number;
}

export interface OciMount {
  readonly destination: string;
  readonly type: string;
  readonly source: string;
  readonly options: readonly string[];
}

export interface OciLinux {
  readonly namespaces: readonly { readonly type: string }[];
  readonly uidMappings?: readonly OciIdMapping[];
  readonly gidMappings?: readonly OciIdMapping[];
  readonly resources: {
    readonly memory?: Readonly<Record<string, number | boolean>>;
    readonly cpu?: Readonly<Record<string, number | string>>;
    readonly pids?: { readonly limit: number };
    readonly blockIO?: { readonly weight?: number } & { readonly [list in RateList]?: readonly OciRate[] };
    readonly devices?: readonly { readonly allow: boolean; readonly access: string }[];
  };
  readonly cgroupsPath?: string;
  readonly maskedPaths?: readonly string[];
  readonly readonlyPaths?: readonly string[];
  readonly sysctl?: Readonly<Record<string, string>>;
}

export type RateList = 'throttleReadBpsDevice' | 'throttleWriteBpsDevice' | 'throttleReadIOPSDevice' | 'throttleWriteIOPSDevice';

export interface OciRate {
  readonly major: number;
  readonly minor: number;
  readonly rate: number;
}

export interface OciIdMapping {
  readonly containerID: number;
  readonly hostID: number;
  readonly size: number;
}
