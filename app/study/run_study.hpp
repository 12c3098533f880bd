#pragma once
#include "app/study/study.hpp"
#include "app/study/study_options.hpp"
#include "app/study/workers.hpp"

namespace trabecula {

/// Runs what is missing of a study, several runs at a time, and writes its tables of results; or, of a shard, only its
/// runs. Runs no parallel loop before the last worker has ended.
/// @throws InputError  the study is wrong, or the folder is not for it
StudyEnd run_study(const Study& study, const StudyOptions& options, Workers& workers);

/// Writes the tables of a study from the runs that its shards have made. A run that is missing counts as one that
/// failed.
/// @throws InputError  the folder holds no shards, or such of another study
StudyEnd merge_shards(const Study& study, const StudyOptions& options);

}  // namespace trabecula
