/** The tests of the VM lab. One file, so that its three VMs run beside each other. */
import './apparmor.ts';
import './cgroups.ts';
import './selinux.ts';
