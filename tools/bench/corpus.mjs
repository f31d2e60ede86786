import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Deployments as teams write them, no two alike, some hardened and some not; `documents` of them in files of one to four. */
export function writeCorpus(folder, documents) {
  let written = 0;
  for (let file = 0; written < documents; file++) {
    const parent = join(folder, `team-${file % 40}`);
    mkdirSync(parent, { recursive: true });
    const parts = [];
    for (let part = 0; part <= file % 4 && written < documents; part++) parts.push(deployment(written++));
    writeFileSync(join(parent, `app-${file}.yaml`), parts.join('---\n'));
  }
}

function deployment(n) {
  const hardened = n % 3 === 0;
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${n}
  namespace: team-${n % 40}
  labels: &labels-${n}
    app.kubernetes.io/name: app-${n}
    app.kubernetes.io/part-of: suite-${n % 7}
spec:
  replicas: ${1 + (n % 5)}
  selector:
    matchLabels: *labels-${n}
  template:
    metadata:
      labels: *labels-${n}
      annotations:
        prometheus.io/scrape: "true"
        checksum/config: ${((n * 2654435761) % 4294967296).toString(16)}
    spec:
      serviceAccountName: app-${n}
${hardened ? '      securityContext:\n        runAsNonRoot: true\n        runAsUser: 10001\n        seccompProfile:\n          type: RuntimeDefault\n' : ''}      containers:
        - name: app
          image: registry.example.com/suite/app-${n}:1.${n % 50}.${n % 9}
          args: ["--listen=:8080", "--workers", "${n % 16}"]
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: LOG_LEVEL
              value: info
            - name: PEER
              value: app-${n + 1}.team-${n % 40}.svc.cluster.local
${hardened ? '          securityContext:\n            allowPrivilegeEscalation: false\n            readOnlyRootFilesystem: true\n            capabilities:\n              drop: [ALL]\n' : ''}          resources:
            requests:
              cpu: ${50 + (n % 10) * 10}m
              memory: 128Mi
            limits:
              memory: ${128 + (n % 8) * 64}Mi
          readinessProbe:
            httpGet:
              path: /healthz
              port: http
            periodSeconds: 10
          volumeMounts:
            - name: config
              mountPath: /etc/app
${n % 50 === 7 ? '            - name: docker\n              mountPath: /var/run/docker.sock\n' : ''}      volumes:
        - name: config
          configMap:
            name: app-${n}
${n % 50 === 7 ? '        - name: docker\n          hostPath:\n            path: /var/run/docker.sock\n' : ''}`;
}
