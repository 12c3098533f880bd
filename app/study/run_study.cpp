#include "app/study/run_study.hpp"

#include "app/run/stop_signal.hpp"
#include "app/study/empty_table.hpp"
#include "app/study/log_tail.hpp"
#include "app/study/plan_runs.hpp"
#include "app/study/reduce.hpp"
#include "app/study/study_progress.hpp"
#include "app/study/study_report.hpp"
#include "app/study/study_run.hpp"
#include "app/study/workers.hpp"

#include "output/atomic_file.hpp"
#include "output/folder_lock.hpp"
#include "output/study_file.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <limits>
#include <thread>

namespace trabecula {

namespace {

namespace fs = std::filesystem;

void check_folder(const fs::path& folder, StudyStart start)
{
    if (!fs::exists(folder) || (fs::is_directory(folder) && fs::is_empty(folder))) return;
    if (start == StudyStart::fresh)
        throw InputError(
            fmt::format("{} exists already; go on with it by --resume, which keeps the runs that are there, or choose "
                        "another name with -o",
                        folder.string()));
    if (!fs::is_directory(folder / "runs"))
        throw InputError(fmt::format("{} holds no study to go on with; choose another name with -o", folder.string()));
}

/// A study that is being run: knows of each row what became of it.
class RunningStudy {
  public:
    RunningStudy(const Study& study, const Plan& plan, const StudyOptions& options)
        : study_(study), plan_(plan), options_(options), lock_(options.folder), table_(empty_table(study, plan))
    {
        check_folder(options.folder, options.start);  // once more: another study may have begun in the meantime
        make_folder(options.folder / "runs");
        counts_.runs = table_.rows.size();
        take_finished();
    }

    /// @return whether all was done, rather than stopped by a signal
    bool run_missing(Workers& workers)
    {
        StudyProgress progress(options_.talk);
        auto next = missing_.begin();
        while (!stop_asked() && (next != missing_.end() || workers.running() > 0)) {
            while (next != missing_.end() && workers.running() < static_cast<std::size_t>(options_.workers))
                start(workers, *next++);
            while (const auto ended = stop_asked() ? std::nullopt : workers.ended()) settle(*ended);
            counts_.running = workers.running();
            progress.show(counts_);
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        const bool all = next == missing_.end() && workers.running() == 0;
        workers.kill_all();
        take_late();
        counts_.running = 0;
        progress.finish(counts_);
        return all;
    }

    const StudyTable& write_table()
    {
        write_study_table(options_.folder / "study.h5", table_);
        write_study_csv(options_.folder / "study.csv", table_);
        return table_;
    }

    const StudyCounts& counts() const { return counts_; }

  private:
    fs::path file_of(const std::string& key) const { return options_.folder / "runs" / (key + ".h5"); }
    fs::path log_of(const std::string& key) const { return options_.folder / "runs" / (key + ".log"); }

    /// A file that is damaged is as good as none: its run is made again.
    void take_finished()
    {
        for (std::size_t i = 0; i < table_.rows.size(); ++i) {
            if (!fs::exists(file_of(plan_.runs[i].key))) {
                missing_.push_back(i);
                continue;
            }
            try {
                take(i);
                ++counts_.reused;
            } catch (const FileError& damage) {
                fmt::print(stderr, "trabecula: {}; the run is made again\n", damage.what());
                missing_.push_back(i);
            }
        }
    }

    /// Runs that had ended when a signal came, but were not looked at yet.
    void take_late()
    {
        for (const std::size_t i : missing_)
            if (table_.rows[i].status == RunStatus::not_run && fs::exists(file_of(table_.rows[i].run))) settle({i, {}});
    }

    /// Fills a row from the file of its run. @throws FileError
    void take(std::size_t i)
    {
        StudyRow& row = table_.rows[i];
        const StudyRunResult result = read_study_run(file_of(row.run), row.seed);
        for (std::size_t r = 0; r < study_.responses.size(); ++r)
            row.responses[r] = response_of(study_.responses[r], result.series);
        row.seconds = std::round(1e3 * result.seconds) / 1e3;
        row.memory_megabytes = std::round(1e-5 * static_cast<double>(result.peak_memory_bytes)) / 10.0;
        row.status = RunStatus::done;
    }

    void fail(std::size_t i, const std::string& reason)
    {
        StudyRow& row = table_.rows[i];
        row.responses.assign(row.responses.size(), std::numeric_limits<double>::quiet_NaN());
        row.status = RunStatus::failed;
        row.log_tail = tail_of(log_of(row.run));
        row.reason = row.log_tail.empty() ? reason : fmt::format("{}: {}", reason, last_line(row.log_tail));
        ++counts_.failed;
    }

    void start(Workers& workers, std::size_t i)
    {
        const PlannedRun& run = plan_.runs[i];
        try {
            workers.start(i, log_of(run.key), [&] { work(run); });
        } catch (const std::system_error& error) {
            fail(i, error.what());
        }
    }

    /// In the worker. The scenario is read again rather than kept for each run; its files may have changed.
    void work(const PlannedRun& run)
    {
        lock_.release();
        const Arm& arm = study_.arms[run.arm];
        if (scenario_of(study_, arm, 0).hash != run.arm_hash)
            throw InputError("the scenario changed while the study ran; start the study again with --resume");
        run_for_study(scenario_of(study_, arm, run.seed), file_of(run.key));
    }

    void settle(const Workers::Ended& ended)
    {
        if (!ended.failure.empty()) {
            fail(ended.job, ended.failure);
            return;
        }
        try {
            take(ended.job);
            ++counts_.done;
            remove_if_empty(log_of(table_.rows[ended.job].run));
        } catch (const FileError& damage) {
            fail(ended.job, damage.what());
        }
    }

    const Study& study_;
    const Plan& plan_;
    const StudyOptions& options_;
    FolderLock lock_;
    StudyTable table_;
    std::vector<std::size_t> missing_;  // rows that are to be run
    StudyCounts counts_;
};

void greet(const Study& study, const Plan& plan, const StudyOptions& options, std::size_t reused)
{
    fmt::print("{}\n  {} runs: {} arms, each with the seeds {} to {}; {} at a time\n", study.title, plan.runs.size(),
               study.arms.size(), study.first_seed, study.first_seed + study.replicates - 1, options.workers);
    if (reused > 0) fmt::print("  already there: {}\n", reused);
    std::fflush(stdout);
}

}  // namespace

StudyEnd run_study(const Study& study, const StudyOptions& options)
{
    Workers workers;  // first, for it sees that none of what follows makes a thread
    check_folder(options.folder, options.start);
    const Plan plan = plan_runs(study);
    RunningStudy running(study, plan, options);
    const bool talks = options.talk == Talk::normal;
    if (talks) greet(study, plan, options, running.counts().reused);
    watch_for_stop_signals();
    const bool all = running.run_missing(workers);
    const StudyTable& table = running.write_table();
    if (!all) {
        if (talks) fmt::print("\nStopped; what had finished is kept. Go on with --resume.\n");
        return StudyEnd::stopped_by_signal;
    }
    if (talks) {
        print_report(study, table);
        fmt::print("\n  Table of results:  {}\n                     {}\n", (options.folder / "study.csv").string(),
                   (options.folder / "study.h5").string());
    }
    return running.counts().failed > 0 ? StudyEnd::some_failed : StudyEnd::finished;
}

}  // namespace trabecula
