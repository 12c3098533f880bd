#!/bin/bash
# Runs a small study through configs/hpc/ on a Slurm of one node, which lives in a PID namespace and a temporary folder and
# ends with this script; then compares its table with that of the same study run at once.
#
#   check_job_array.sh TRABECULA SOURCE_TREE
set -euo pipefail

skip() {
    echo "SKIPPED: $1; on Debian, as root: apt-get install slurm-wlm munge"
    exit 77
}

fail() {
    echo "$1"
    cat "$work"/*.log "$work"/*.out 2>/dev/null || true
    exit 1
}

start_slurm() {
    local host
    host=$(hostname -s)
    mkdir -p "$work"/{ctld,d}
    (umask 077; dd if=/dev/urandom of="$work/munge.key" bs=1024 count=1 status=none)
    munged --force --key-file="$work/munge.key" --socket="$work/munge.socket" --pid-file="$work/munged.pid" \
        --log-file="$work/munged.log" --seed-file="$work/munged.seed"
    cat >"$SLURM_CONF" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=16817
SlurmdPort=16818
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge.socket
StateSaveLocation=$work/ctld
SlurmdSpoolDir=$work/d
SlurmctldPidFile=$work/ctld.pid
SlurmdPidFile=$work/d.pid
SlurmctldLogFile=$work/ctld.log
SlurmdLogFile=$work/d.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
ReturnToService=2
SchedulerParameters=bf_interval=1,sched_interval=1
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=2000 State=UNKNOWN
PartitionName=main Nodes=ALL Default=NO MaxTime=INFINITE State=UP
CONF
    slurmctld -c
    slurmd -c
    for _ in $(seq 80); do
        sinfo -h -o %t 2>/dev/null | grep -q idle && return
        sleep 0.25
    done
    fail "Slurm does not start"
}

write_study() {
    cat >"$work/study.toml" <<STUDY
title = "A study of a job array"
base = "$source/configs/scenarios/demo.toml"
settings = ["tissue.synthetic.size=200 um", "time.duration=1 d", "output.series=6 h"]
[[factor]]
name = "death"
path = "cell.osteoclast.behaviour.die.base"
levels = ["0.04 /d", "0.4 /d", "4 /d"]
[design]
kind = "grid"
replicates = 2
first_seed = 1
[[response]]
name = "cells"
series = "osteoclast.count"
reduce = "last"
STUDY
}

wait_for_jobs() {
    for _ in $(seq 400); do
        [[ -z $(squeue -h) ]] && return
        sleep 0.25
    done
    fail "the jobs do not end: $(squeue)"
}

# Columns before seconds and memory, which differ from one time to the next.
table() { grep -v '^#' "$1/study.csv" | cut -d, -f1-7; }

inside() {
    export SLURM_CONF=$work/slurm.conf TRABECULA=$trabecula
    start_slurm
    write_study
    cd "$work"
    "$source/configs/hpc/submit-study" study.toml shards 3 -p main --cpus-per-task=1 --mem-per-cpu=100M  # no partition is the default
    wait_for_jobs
    "$trabecula" study study.toml -o whole -q
    [[ -f shards/study.csv ]] || fail "no merged table"
    [[ $(table shards) == "$(table whole)" ]] || fail "the tables differ: $(diff <(table shards) <(table whole))"
    grep -q 'shard 3 of 3: 2 runs' "$work"/slurm-*.out || fail "the shards have not two runs each"
    grep -q '; 1 at a time' "$work"/slurm-*.out || fail "a task does not keep to its --cpus-per-task"
    echo "three shards, merged, make the table of the whole"
}

if [[ ${3:-} == inside ]]; then
    trabecula=$1 source=$2 work=$4
    inside
    exit
fi
[[ $(id -u) -eq 0 ]] || skip "a Slurm of one's own needs root"
for program in slurmctld slurmd sbatch munged; do
    command -v "$program" >/dev/null || skip "no $program here"
done
unshare --pid --fork --mount-proc true 2>/dev/null || skip "no PID namespace can be made here"
work=$(mktemp -d /tmp/trabecula-slurm-XXXXXX)
trap 'rm -rf "$work"' EXIT
unshare --pid --fork --mount-proc "$(realpath "$0")" "$(realpath "$1")" "$(realpath "$2")" inside "$work"
