#include "app/study/cached_runs.hpp"

#include "app/run/bytes_text.hpp"
#include "app/run/check_memory.hpp"
#include "app/run/event_log.hpp"
#include "app/run/stop_signal.hpp"
#include "app/study/log_tail.hpp"
#include "app/study/workers_that_fit.hpp"
#include "app/version.hpp"

#include "output/atomic_file.hpp"

#include "core/error.hpp"
#include "core/state_hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace trabecula {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_looked_at = 4;

}  // namespace

std::string run_key(const std::string& arm_hash, std::int64_t seed)
{
    StateHash hash;
    hash.add(fmt::format("{}\n{}\n{} {}", arm_hash, seed, program_version, git_revision));
    return hash.digest();
}

void check_results_folder(const fs::path& folder, StudyStart start)
{
    std::error_code hidden;  // where it may not be looked at, making it will say so
    if (!fs::exists(folder, hidden) || (fs::is_directory(folder) && fs::is_empty(folder))) return;
    if (!fs::is_directory(folder / "runs"))
        throw InputError(fmt::format("{} exists already, and holds no study to go on with; choose another name with -o",
                                     folder.string()));
    if (start == StudyStart::fresh)
        throw InputError(
            fmt::format("{} exists already; go on with it by --resume, which keeps the runs that are there, or choose "
                        "another name with -o",
                        folder.string()));
}

CachedRuns::CachedRuns(const StudyOptions& options, std::vector<RunJob> jobs, Take take,
                       std::unique_ptr<FolderLock> also_held)
    : options_(options),
      jobs_(std::move(jobs)),
      take_(std::move(take)),
      lock_(options.folder, options.shard ? FolderUse::shared : FolderUse::alone),
      also_held_(std::move(also_held)),
      ends_(jobs_.size())
{
    check_results_folder(options_.folder, options_.start);  // once more: another study may have begun in the meantime
    make_folder(options_.folder / "runs");
    counts_.runs = jobs_.size();
    take_finished();
}

bool CachedRuns::run_missing(Workers& workers)
{
    if (!options_.any_memory && !missing_.empty()) lower_workers();
    StudyProgress progress(options_.talk);
    auto next = missing_.begin();
    while (!stop_asked() && (next != missing_.end() || workers.running() > 0)) {
        while (next != missing_.end() && workers.running() < static_cast<std::size_t>(options_.workers))
            start(workers, *next++);
        while (const auto ended = stop_asked() ? std::nullopt : workers.ended()) settle(*ended);
        counts_.running = workers.running();
        progress.show(counts_);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    const bool all = next == missing_.end() && workers.running() == 0;
    workers.kill_all();
    take_late();
    counts_.running = 0;
    progress.finish(counts_);
    return all;
}

/// By a few of the missing runs, for to read the scenarios of all of them takes long; a worker looks at its own.
void CachedRuns::lower_workers()
{
    std::vector<Scenario> some;
    const std::size_t stride = std::max<std::size_t>(1, missing_.size() / most_looked_at);
    for (std::size_t i = 0; i < missing_.size(); i += stride) some.push_back(jobs_[missing_[i]].scenario());
    const MemoryLimit limit = shared_memory();
    const int wanted = std::min(options_.workers, static_cast<int>(missing_.size()));
    const int fit = workers_that_fit(some, wanted, limit);
    if (fit < wanted)
        tell_note(options_.talk,
                  fmt::format("{} runs at a time instead of {}, for which {} allows too little memory ({}); start as "
                              "many all the same by --any-memory",
                              fit, wanted, limit.set_by, bytes_text(limit.bytes)));
    options_.workers = fit;
}

fs::path CachedRuns::file_of(std::size_t job) const
{
    return options_.folder / "runs" / (jobs_[job].key + ".h5");
}

fs::path CachedRuns::log_of(std::size_t job) const
{
    return options_.folder / "runs" / (jobs_[job].key + ".log");
}

/// A file that is damaged, or lacks what is asked for now, is as good as none: its run is made again.
void CachedRuns::take_finished()
{
    std::string first;
    std::size_t unfit = 0;
    for (std::size_t job = 0; job < jobs_.size(); ++job) {
        if (!fs::exists(file_of(job))) {
            missing_.push_back(job);
            continue;
        }
        try {
            take(job);
            ++counts_.reused;
        } catch (const FileError& damage) {
            if (unfit++ == 0) first = damage.what();
            missing_.push_back(job);
        }
    }
    if (unfit > 0)
        tell_note(options_.talk,
                  fmt::format("{} of the runs that are there must be made again; the first: {}", unfit, first));
}

/// Runs that had ended when a signal came, but were not looked at yet.
void CachedRuns::take_late()
{
    for (const std::size_t job : missing_)
        if (ends_[job].status == RunStatus::not_run && fs::exists(file_of(job))) settle({job, {}});
}

/// @throws FileError
void CachedRuns::take(std::size_t job)
{
    take_(job, read_study_run(file_of(job), jobs_[job].seed));
    ends_[job] = {RunStatus::done, {}, {}};
}

void CachedRuns::fail(std::size_t job, const std::string& reason)
{
    RunEnd& end = ends_[job];
    end.status = RunStatus::failed;
    end.log_tail = tail_of(log_of(job));
    end.reason = end.log_tail.empty() ? reason : fmt::format("{}: {}", reason, last_line(end.log_tail));
    ++counts_.failed;
}

void CachedRuns::start(Workers& workers, std::size_t job)
{
    try {
        input_.prepare(jobs_[job].arm_hash, jobs_[job].scenario);
        workers.start(job, log_of(job), [&] { work(job); });
    } catch (const std::runtime_error& error) {
        fail(job, error.what());
    }
}

/// In the worker.
void CachedRuns::work(std::size_t job)
{
    lock_.release();
    also_held_.reset();
    const RunJob& run = jobs_[job];
    const Scenario scenario = with_seed(input_.scenario(), run.seed);
    if (!options_.any_memory) {
        const MemoryLimit all = shared_memory();
        check_memory(scenario, {all.bytes / options_.workers, fmt::format("a part of {} among {} runs at a time (-j)",
                                                                          all.set_by, options_.workers)});
    }
    run_for_study(scenario, file_of(job), run.bone, input_.bone());
}

void CachedRuns::settle(const Workers::Ended& ended)
{
    if (!ended.failure.empty()) {
        fail(ended.job, ended.failure);
        return;
    }
    try {
        take(ended.job);
        ++counts_.done;
        remove_if_empty(log_of(ended.job));
    } catch (const FileError& damage) {
        fail(ended.job, damage.what());
    }
}

}  // namespace trabecula
