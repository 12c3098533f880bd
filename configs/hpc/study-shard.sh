#!/bin/bash
# One shard of a study: a task of a Slurm job array that submit-study starts. Threads follow --cpus-per-task.
#SBATCH --job-name=trabecula-study
#SBATCH --cpus-per-task=4
#SBATCH --mem-per-cpu=1G
#SBATCH --time=12:00:00
#SBATCH --signal=B:TERM@120
# Two minutes before its time is up the task is told to stop; it keeps what has finished, and submit-study may be called
# again with the same words to go on.
set -euo pipefail
study=$1 folder=$2 shards=$3
exec "${TRABECULA:-trabecula}" study "$study" -o "$folder" --shard "$SLURM_ARRAY_TASK_ID/$shards" --resume
