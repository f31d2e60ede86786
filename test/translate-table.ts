/** Containers in every way of declaring, each for one thing that engines and formats see differently. */
export const sources: Readonly<Record<string, readonly [file: string, text: string]>> = {
  'plain docker': ['a.sh', 'docker run nginx:1.27\n'],
  'hardened docker': [
    'a.sh',
    'docker run --user 1000:1000 --cap-drop ALL --security-opt no-new-privileges --read-only --tmpfs /tmp --pids-limit 100 --memory 256m --cpus 0.5 example.com/app:1\n',
  ],
  'privileged docker': ['a.sh', 'docker run --privileged alpine:3.20 sleep 60\n'],
  'capabilities of docker': ['a.sh', 'docker run --user 0 --cap-add NET_ADMIN --cap-drop CHOWN --cap-drop KILL example.com/app\n'],
  'every capability': ['a.sh', 'docker run --user 0 --cap-add ALL --cap-drop SYS_ADMIN example.com/app\n'],
  'a user by name': ['a.sh', 'docker run --user node --group-add audio --group-add 12 node:22\n'],
  'profiles of docker': [
    'a.sh',
    'docker run --security-opt seccomp=./seccomp.json --security-opt apparmor=my-profile --security-opt label=type:my_t example.com/app\n',
  ],
  unconfined: [
    'a.sh',
    'docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt label=disable --security-opt systempaths=unconfined app\n',
  ],
  'host namespaces': ['a.sh', 'docker run --pid host --ipc host --network host --uts host --cgroupns host app\n'],
  'no network': ['a.sh', 'docker run --network none --ipc none app\n'],
  'mounts of docker': [
    'a.sh',
    'docker run -v /srv/a:/a:ro -v data:/data -v /anonymous -v /srv/b:/b:rshared,z --tmpfs /run:size=64m,exec --mount type=bind,src=/srv/c,dst=/c,readonly,bind-recursive=readonly,bind-propagation=rprivate --shm-size 128m app\n',
  ],
  devices: ['a.sh', "docker run --device /dev/fuse --device /dev/sda:/dev/xvda:r --device-cgroup-rule 'c 189:* rmw' --gpus all app\n"],
  'limits of docker': [
    'a.sh',
    'docker run -m 512m --memory-swap 1g --memory-reservation 128m --cpu-shares 512 --cpuset-cpus 0-1 --pids-limit 50 --oom-score-adj 200 --ulimit nofile=1024:2048 --ulimit core=0 --blkio-weight 300 app\n',
  ],
  'rates of disks': [
    'a.sh',
    'docker run --device-read-bps /dev/sda:1mb --device-write-bps /dev/sda:512 --device-write-iops /dev/sdb:30 app\n',
  ],
  'quota and period': ['a.sh', 'docker run --cpu-quota 25000 --cpu-period 50000 app\n'],
  'ports of docker': ['a.sh', 'docker run -p 8080:80 -p 127.0.0.1:5432:5432 -p 53:53/udp -p 9000-9002:9000-9002 --expose 7000 app\n'],
  'settings of the kernel': ['a.sh', 'docker run --sysctl net.core.somaxconn=1024 --sysctl net.ipv4.ip_forward=0 app\n'],
  'low port without root': ['a.sh', 'docker run --user 1000 -p 80:80 app\n'],
  environment: ['a.sh', `docker run -e MODE=dark -e 'TEXT=it is $5, "so"' -e HOST_NAME -e EMPTY= app\n`],
  'secrets in plain sight': ['a.sh', 'docker run -e DB_PASSWORD=hunter2hunter2 redis redis-server --requirepass s3cr3tpassphrase\n'],
  'words with quotes': ['a.sh', `docker run --entrypoint /bin/sh app -c 'echo "$HOME" it'"'"'s %h done; exit 1'\n`],
  'health of docker': [
    'a.sh',
    `docker run --health-cmd 'curl -f http://localhost/ || exit 1' --health-interval 30s --health-retries 3 app\n`,
  ],
  'no health': ['a.sh', 'docker run --no-healthcheck app\n'],
  variables: ['a.sh', 'docker run --memory $MEMORY -p "$PORT:80" -e MODE=$MODE -v "$DATA:/data" example.com/app:$TAG\n'],
  'beside the measures': [
    'a.sh',
    'docker run --restart unless-stopped --init --label team=blue --stop-signal SIGINT --stop-timeout 20 --add-host db:10.0.0.5 --dns 10.0.0.1 --log-driver journald -it --name shell app\n',
  ],
  'joined namespaces': ['a.sh', 'docker run --name web app\ndocker run --name debug --network container:web --pid container:web tool\n'],
  'plain podman': ['a.sh', 'podman run docker.io/library/nginx:1.27\n'],
  'read-only podman': ['a.sh', 'podman run --read-only --tmpfs /work --user 1000 app\n'],
  'strict read-only podman': ['a.sh', 'podman run --read-only --read-only-tmpfs=false app\n'],
  'users of podman': ['a.sh', 'podman run --userns keep-id:uid=1000 app\n'],
  'mapped podman': ['a.sh', 'podman run --uidmap 0:100000:65536 --gidmap 0:100000:65536 app\n'],
  'masks of podman': ['a.sh', 'podman run --security-opt mask=/proc/version --security-opt unmask=/proc/acpi app\n'],
  'secrets of podman': ['a.sh', 'podman run --secret db,target=/run/db,mode=0400 --secret token,type=env,target=TOKEN app\n'],
  'added to a user in podman': ['a.sh', 'podman run --user 1000 --cap-add NET_BIND_SERVICE app\n'],
  quadlet: [
    'web.container',
    '[Unit]\nAfter=db.service\n[Container]\nImage=docker.io/library/nginx:1.27\nReadOnly=true\nNoNewPrivileges=true\nDropCapability=ALL\nAddCapability=CHOWN SETUID\nVolume=data:/data:Z\nTmpfs=/cache:size=10m\nPublishPort=127.0.0.1:8080:80\nEnvironment=MODE=dark "TEXT=two words"\nExec=nginx -g "daemon off;"\nPidsLimit=30\nHealthCmd=curl localhost\n[Service]\nRestart=always\nMemoryMax=128M\n',
  ],
  'compose project': [
    'compose.yaml',
    'services:\n  web:\n    image: nginx:1.27\n    depends_on: [api]\n    ports: ["80:80"]\n  api:\n    image: example.com/api\n    environment: { DB: "postgres://db:5432/shop" }\n    read_only: true\n    cap_drop: [ALL]\n    security_opt: ["no-new-privileges:true"]\n    restart: always\n    labels: { team: blue }\n  db:\n    image: postgres:16\n    volumes: ["data:/var/lib/postgresql/data"]\n    secrets: [password]\n    environment: { POSTGRES_PASSWORD_FILE: /run/secrets/password }\nvolumes: { data: {} }\nsecrets: { password: { file: ./password.txt } }\n',
  ],
  'compose with a sidecar': [
    'compose.yaml',
    'services:\n  app:\n    image: app\n  proxy:\n    image: envoy\n    network_mode: service:app\n    pid: service:app\n',
  ],
  'compose with words of its own': [
    'compose.yaml',
    'services:\n  app:\n    image: "app:${TAG}"\n    command: echo $$HOME yes\n    user: "1000:1000"\n    tmpfs: ["/run:mode=755,size=1m"]\n    volumes:\n      - { type: bind, source: ./data, target: /data, bind: { propagation: rslave } }\n    healthcheck: { test: [CMD, "true"], interval: 10s }\n    deploy: { replicas: 2, resources: { limits: { cpus: "0.25", memory: 64m } } }\n    extra_hosts: ["a:10.0.0.1"]\n    stop_grace_period: 1m30s\n',
  ],
  'plain pod': [
    'pod.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - { name: web, image: nginx:1.27 }\n',
  ],
  'restricted pod': [
    'pod.yaml',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 3\n  selector: { matchLabels: { app: web } }\n  template:\n    metadata: { labels: { app: web } }\n    spec:\n      automountServiceAccountToken: false\n      hostUsers: false\n      securityContext: { runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000, seccompProfile: { type: RuntimeDefault } }\n      containers:\n        - name: web\n          image: nginx:1.27\n          command: [nginx]\n          args: ["-g", "daemon off; $(NAME)"]\n          env: [{ name: NAME, value: x }, { name: KEY, valueFrom: { secretKeyRef: { name: s, key: k } } }]\n          ports: [{ containerPort: 8080 }]\n          resources: { limits: { memory: 128Mi, cpu: 500m }, requests: { memory: 64Mi, cpu: 250m } }\n          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }\n          volumeMounts: [{ name: tmp, mountPath: /tmp }, { name: data, mountPath: /data }]\n          readinessProbe: { httpGet: { path: /, port: 8080 } }\n      volumes: [{ name: tmp, emptyDir: { medium: Memory, sizeLimit: 16Mi } }, { name: data, persistentVolumeClaim: { claimName: data } }]\n',
  ],
  'pod of several': [
    'pod.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: shop }\nspec:\n  shareProcessNamespace: true\n  initContainers:\n    - { name: setup, image: busybox, command: [sh, -c, "echo hi"], volumeMounts: [{ name: work, mountPath: /work }] }\n  containers:\n    - { name: web, image: nginx, ports: [{ containerPort: 80, hostPort: 8080 }], volumeMounts: [{ name: work, mountPath: /work }] }\n    - { name: log, image: fluentd, ports: [{ containerPort: 9000 }] }\n  volumes: [{ name: work, emptyDir: {} }]\n',
  ],
  'pod on the host': [
    'pod.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: agent }\nspec:\n  hostNetwork: true\n  hostPID: true\n  hostIPC: true\n  containers:\n    - name: agent\n      image: agent\n      securityContext: { privileged: true }\n      volumeMounts: [{ name: root, mountPath: /host, mountPropagation: HostToContainer, readOnly: true }]\n  volumes: [{ name: root, hostPath: { path: / } }]\n',
  ],
};
