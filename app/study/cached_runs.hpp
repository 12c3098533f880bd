#pragma once
#include "app/scenario/scenario.hpp"
#include "app/study/shared_input.hpp"
#include "app/study/study_options.hpp"
#include "app/study/study_progress.hpp"
#include "app/study/study_run.hpp"
#include "app/study/workers.hpp"

#include "output/folder_lock.hpp"
#include "output/study_file.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace trabecula {

/// One run, and how to make it.
struct RunJob {
    std::string key;  // names its file: run_key
    std::string arm_hash;
    std::int64_t seed = 0;
    std::function<Scenario()> scenario;  // with seed 0
    BoneAtEnd bone = BoneAtEnd::left;
};

/// What became of a run that has not been done.
struct RunEnd {
    RunStatus status = RunStatus::not_run;
    std::string reason;  // why it failed
    std::string log_tail;
};

/// A run is known by its scenario with seed 0, its seed, and the program's version and git revision.
std::string run_key(const std::string& arm_hash, std::int64_t seed);

/// @throws InputError  the folder holds something, and is not to be gone on with
void check_results_folder(const std::filesystem::path& folder, StudyStart start);

/// Runs whose results lie in `runs/KEY.h5` of a folder: those that are there are read, the others are made, several at
/// a time. The folder is locked meanwhile.
class CachedRuns {
  public:
    /// Takes the result of a job. @throws FileError  it lacks something; the run then counts as failed
    using Take = std::function<void(std::size_t job, const StudyRunResult& result)>;

    /// Reads what is there.
    /// @param also_held  another lock that ends with this
    /// @throws InputError  the folder is not for this
    CachedRuns(const StudyOptions& options, std::vector<RunJob> jobs, Take take,
               std::unique_ptr<FolderLock> also_held = nullptr);

    /// Fewer at a time than asked for, where memory does not suffice; this is said.
    /// @return whether all was done, rather than stopped by a signal
    /// @throws InputError  not even one run at a time fits into memory
    bool run_missing(Workers& workers);

    const RunEnd& end_of(std::size_t job) const { return ends_[job]; }
    const StudyCounts& counts() const { return counts_; }

  private:
    std::filesystem::path file_of(std::size_t job) const;
    std::filesystem::path log_of(std::size_t job) const;
    void lower_workers();
    void take_finished();
    void take_late();
    void take(std::size_t job);
    void fail(std::size_t job, const std::string& reason);
    void start(Workers& workers, std::size_t job);
    void work(std::size_t job);
    void settle(const Workers::Ended& ended);

    StudyOptions options_;
    std::vector<RunJob> jobs_;
    Take take_;
    FolderLock lock_;
    std::unique_ptr<FolderLock> also_held_;
    SharedInput input_;
    std::vector<RunEnd> ends_;
    std::vector<std::size_t> missing_;
    StudyCounts counts_;
};

}  // namespace trabecula
