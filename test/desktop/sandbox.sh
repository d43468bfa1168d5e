#!/bin/bash
# sandbox.sh CMD [ARG...]: runs CMD where it may start servers, change passwords and add users for real, while the
# machine itself stays as it is. Inside: own processes (all end with CMD), own network (loopback, and the address
# 192.0.2.1 of RFC 5737 as "the network"), and throw-away layers over /etc /var /home /srv /root /run.
# /usr (the installed packages), /tmp and this checkout are the machine's own.
# Needs root, overlayfs and iproute2. Exit status: CMD's, or 125 where no sandbox can be made (the reason is on stderr).
set -u
cannot() { echo "sandbox: $1" >&2; exit 125; }
[ $# -gt 0 ] || cannot 'no command given'
[ "$(id -u)" = 0 ] || cannot 'needs root'
command -v ip >/dev/null || cannot 'needs the package iproute2'
grep -qw overlay /proc/filesystems || modprobe overlay 2>/dev/null || cannot 'this kernel has no overlayfs'

# The folders are layered one by one: a layer over / itself would hide what is mounted below it (/proc, /dev, /tmp).
inside='
set -e
mount --make-rprivate /
layers=$1; shift
mount -t tmpfs -o mode=755 tmpfs "$layers"
# A checkout below /home or /root would vanish under a layer, and with it what the tests leave.
mkdir "$layers/checkout"
mount --bind "$checkout" "$layers/checkout"
for name in etc var home srv root; do
  mkdir -p "$layers/$name/upper" "$layers/$name/work"
  chmod --reference="/$name" "$layers/$name/upper"
  mount -t overlay overlay -o "lowerdir=/$name,upperdir=$layers/$name/upper,workdir=$layers/$name/work" "/$name"
done
mount --move "$layers/checkout" "$checkout"
cd "$from"
# Other users must get to the checkout and to Node; in a layer this opens nothing on the machine.
for file in "$checkout" "$(command -v node)"; do
  while file=$(dirname "$file"); [ "$file" != / ]; do
    case $file in /home* | /root* | /srv* | /var*) chmod o+x "$file" ;; esac
  done
done
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/dbus /run/samba /run/clamav /run/cups /run/lock /run/sshd
chmod 1777 /run/lock
ip link set lo up
ip address add 192.0.2.1/32 dev lo
"$@" <&0 & wait $!'

export checkout from="$PWD"
checkout=$(cd "$(dirname "$0")/../.." && pwd)
# Named by us, so that no other sandbox's folder is ever swept away.
layers=$(mktemp -d /tmp/deskward-sandbox.XXXXXX)
# Not exec: unshare ignores TERM while it waits, so this shell stays to end it; its death ends everything inside.
unshare --mount --pid --net --ipc --uts --fork --kill-child --mount-proc bash -c "$inside" sandbox "$layers" "$@" <&0 &
child=$!
trap 'rmdir "$layers"' EXIT
trap 'kill -KILL $child 2>/dev/null; wait $child; exit 143' TERM HUP
trap 'kill -KILL $child 2>/dev/null; wait $child; exit 130' INT
wait $child
status=$?
exit $status
