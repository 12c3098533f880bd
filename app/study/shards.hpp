#pragma once
#include "app/study/plan_runs.hpp"
#include "app/study/study_options.hpp"

#include "output/folder_lock.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace trabecula {

/// "2/8". @throws InputError  it is not of that form, or is no such part
Shard read_shard(std::string_view text);

/// The runs of a plan that belong to a shard.
std::vector<std::size_t> runs_of(const Shard& shard, const Plan& plan);

/// A hash of all runs of a plan: shards with the same belong together.
std::string plan_hash(const Plan& plan);

/// Why runs failed, by their keys.
using Failures = std::map<std::string, std::string>;

/// Writes `shards/NUMBER-of-COUNT.toml`: the hash of the plan, and what failed. No two shards write one file.
void write_shard(const std::filesystem::path& folder, const Shard& shard, const std::string& hash,
                 const Failures& failures);

/// Makes the folder ready for a shard, and notes that it has begun.
/// @returns what keeps the same shard from being run a second time meanwhile
/// @throws InputError  the folder holds something else, this shard (and `start` is fresh), or shards of another plan;
/// or
///                     the shard is being run
std::unique_ptr<FolderLock> begin_shard(const std::filesystem::path& folder, const Shard& shard, StudyStart start,
                                        const std::string& hash);

/// What the shards of a folder left.
struct FinishedShards {
    std::size_t count = 0;
    std::vector<std::size_t> missing;  // numbers of those that never began
    Failures failures;
};

/// @throws InputError  the folder holds no shards, or such of another plan
FinishedShards read_shards(const std::filesystem::path& folder, const std::string& hash);

}  // namespace trabecula
