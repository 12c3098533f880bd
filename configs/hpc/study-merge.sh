#!/bin/bash
# Makes the tables of a study when all its shards have ended; submit-study starts it.
#SBATCH --job-name=trabecula-merge
#SBATCH --cpus-per-task=1
#SBATCH --mem=1G
#SBATCH --time=00:30:00
set -euo pipefail
study=$1 folder=$2
exec "${TRABECULA:-trabecula}" study "$study" -o "$folder" --merge
