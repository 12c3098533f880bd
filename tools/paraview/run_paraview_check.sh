#!/usr/bin/env bash
# Does ParaView open a run, with all its arrays, and draw it?
#
#   tools/paraview/run_paraview_check.sh RUN_FOLDER OUT.png [FIELD]
#
# Uses the pvpython of this machine where there is one, else the one in the chroot that make_chroot.sh made
# (as root): PARAVIEW_ROOT=FOLDER names it, /tmp/pvroot if not set. Exit status: that of check_run.py.
set -euo pipefail

if [[ $# -lt 2 || $# -gt 3 || $1 == -* ]]; then
    sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
here=$(dirname "$(realpath "$0")")
run=$(realpath "$1")
picture=$(realpath -m "$2")
field=("${@:3}")
root=${PARAVIEW_ROOT:-/tmp/pvroot}
if [[ ! -d $run ]]; then
    echo "run_paraview_check.sh: $run is not a folder; give the folder of a run" >&2
    exit 1
fi
mkdir -p "$(dirname "$picture")"

if command -v pvpython >/dev/null && command -v xvfb-run >/dev/null; then
    exec xvfb-run -a pvpython "$here/check_run.py" "$run" "$picture" "${field[@]}"
fi
if [[ ! -x $root/usr/bin/pvpython ]]; then
    echo "run_paraview_check.sh: no pvpython here and none in $root; make one: sudo $here/make_chroot.sh $root" >&2
    exit 1
fi
if [[ -z ${IN_OWN_MOUNTS:-} ]]; then # mounts made from here on end with this process; its X server is its own
    IN_OWN_MOUNTS=1 exec unshare --mount --propagation private --net "$0" "$run" "$picture" "${field[@]}"
fi
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --rbind /sys "$root/sys"
mkdir -p "$root/mnt/run" "$root/mnt/check" "$root/mnt/pictures"
mount --bind "$run" "$root/mnt/run"
mount -o remount,bind,ro "$root/mnt/run" # the check reads; it never writes into a run
mount --bind "$here" "$root/mnt/check"
mount --bind "$(dirname "$picture")" "$root/mnt/pictures"
exec chroot "$root" env -i PATH=/usr/bin:/bin HOME=/root LC_ALL=C.UTF-8 \
    xvfb-run -a pvpython /mnt/check/check_run.py /mnt/run "/mnt/pictures/$(basename "$picture")" "${field[@]}"
