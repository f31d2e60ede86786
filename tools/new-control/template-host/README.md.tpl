# __ID__

TODO: one sentence on what to change.

```text host broken
==> /proc/sys/kernel/dmesg_restrict <==
0
```

```text host fixed
==> /proc/sys/kernel/dmesg_restrict <==
1
```

## Living with it

TODO: which programs need it off, and what is the least that helps them.
