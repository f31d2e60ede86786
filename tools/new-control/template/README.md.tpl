# __ID__

TODO: one sentence on what to change.

```yaml compose broken
services:
  web:
    image: nginx:1.27
```

```yaml compose fixed
services:
  web:
    image: nginx:1.27
    security_opt:
      - no-new-privileges:true
```

```yaml kubernetes broken
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.27
```

```yaml kubernetes fixed
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.27
      securityContext:
        allowPrivilegeEscalation: false
```

```sh run-command broken
docker run nginx:1.27
```

```sh run-command fixed
docker run --security-opt no-new-privileges nginx:1.27
```

## Living with it

TODO: which programs need it off, and what is the least that helps them.
