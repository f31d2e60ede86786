#!/bin/sh
# Opens a shell beside a service that misbehaves: ./debug.sh web
set -eu
service=${1:?which service}

docker run --rm -it \
  --name "debug-$service" \
  --network "container:shop-$service-1" \
  --pid "container:shop-$service-1" \
  --cap-add SYS_PTRACE \
  --security-opt seccomp=unconfined \
  -v "$PWD/captures:/captures" \
  nicolaka/netshoot:v0.13
