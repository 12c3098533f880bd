#!/usr/bin/env bash
# Makes a folder with a Debian that has ParaView and its Python, for run_paraview_check.sh.
#
#   tools/paraview/make_chroot.sh FOLDER [RELEASE]          (as root; about 2 GB, a few minutes)
#
# RELEASE is bookworm (Debian 12, ParaView 5.11), or trixie (Debian 13, ParaView 5.13, which reads run.vtkhdf too).
# It is a chroot because python3-paraview and libvtk9-dev exclude each other in one Debian.
# Mirror, update and security suites are the ones this machine's own apt is set to. Nothing stays mounted.
# Delete it with: rm -rf --one-file-system FOLDER
set -euo pipefail

packages=(paraview python3-paraview python3-h5py xvfb xauth)

if [[ $# -lt 1 || $# -gt 2 || $1 == -* ]]; then
    sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
root=$(realpath -m "$1")
release=${2:-bookworm}

if [[ $(id -u) -ne 0 ]]; then
    echo "make_chroot.sh: a chroot can only be made by root; run it with sudo" >&2
    exit 1
fi
if ! command -v debootstrap >/dev/null; then
    echo "make_chroot.sh: debootstrap is missing; install it: apt-get install debootstrap" >&2
    exit 1
fi
if [[ -z ${IN_OWN_MOUNTS:-} ]]; then # mounts made from here on end with this process
    IN_OWN_MOUNTS=1 exec unshare --mount --propagation private "$0" "$root" "$release"
fi

# The mirrors of this machine, as "URI SUITE COMPONENT" lines, Debian's own suites only, of the release asked for.
host=$(sed -n "s/^VERSION_CODENAME=//p" /etc/os-release)
# shellcheck disable=SC2016 # apt fills these in
mirrors=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk -v host="$host" -v release="$release" '$2 ~ "^" host "(-|$)" && sub("^" host, release, $2) && !seen[$0]++')
main_mirror=$(awk -v release="$release" '$2 == release {print $1; exit}' <<<"$mirrors")
if [[ -z $main_mirror ]]; then
    echo "make_chroot.sh: apt on this machine has no source for $host (apt-get indextargets lists none); add one" >&2
    exit 1
fi

if [[ ! -e $root/etc/debian_version ]]; then
    echo "make_chroot.sh: Debian $release into $root"
    debootstrap --variant=minbase "$release" "$root" "$main_mirror" >"$root.log" 2>&1 ||
        { tail -n 20 "$root.log" >&2; echo "make_chroot.sh: debootstrap failed; all of it is in $root.log" >&2; exit 1; }
fi

there=$(sed -n "s/^VERSION_CODENAME=//p" "$root/etc/os-release")
if [[ $there != "$release" ]]; then
    echo "make_chroot.sh: $root holds Debian $there, not $release; delete it, or name another folder" >&2
    exit 1
fi

awk '{print "deb", $1, $2, $3}' <<<"$mirrors" >"$root/etc/apt/sources.list"
apt-config dump --no-empty --format '%f "%v";%n' Acquire | # how this machine reaches its mirror
    grep -E '^Acquire::(https?::|Check-|Retries)' >"$root/etc/apt/apt.conf.d/90like-the-host" || true
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" # no daemon starts in here
chmod 755 "$root/usr/sbin/policy-rc.d"

mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
in_chroot=(chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8)
echo "make_chroot.sh: ${packages[*]}"
{
    "${in_chroot[@]}" apt-get update &&
        "${in_chroot[@]}" apt-get install -y --no-install-recommends "${packages[@]}" &&
        "${in_chroot[@]}" apt-get clean
} >>"$root.log" 2>&1 </dev/null ||
    { tail -n 20 "$root.log" >&2; echo "make_chroot.sh: apt-get failed; all of it is in $root.log" >&2; exit 1; }

"${in_chroot[@]}" pvpython --version
echo "make_chroot.sh: $root is ready"
