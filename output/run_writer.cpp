#include "output/run_writer.hpp"

#include "output/atomic_file.hpp"
#include "output/checkpoint.hpp"
#include "output/companion_files.hpp"
#include "output/file_header.hpp"
#include "output/run_contents.hpp"
#include "output/time_series_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace trabecula {

struct RunWriter::Content {
    std::filesystem::path folder;
    RunContents run;
    std::vector<std::string> notes;

    void write_index() const
    {
        hdf5::NewFile file(folder / index_name);
        trabecula::write_index(file.root(), run, FramePlace::beside);
        file.commit();
        write_text_file(folder / time_series_name, as_csv(run.series));
    }

    void write_index_and_xdmf() const
    {
        write_index();
        write_xdmf_files(folder, run);
    }
};

namespace {

void check_same_run(const std::filesystem::path& file, const FileHeader& header, const RunIdentity& identity,
                    const Grid& grid)
{
    if (header.scenario_hash != identity.scenario_hash || header.seed != identity.seed || !(header.grid == grid))
        throw InputError(
            fmt::format("{}: belongs to a run of another scenario or seed (hash {}, seed {}; this one has {}, "
                        "seed {}); choose another folder, or remove that run",
                        file.string(), header.scenario_hash, header.seed, identity.scenario_hash, identity.seed));
    if (header.branch != identity.branch)
        throw InputError(
            fmt::format("{}: belongs to a run that began at {}, this one begins at {}; begin at the same by "
                        "--from and --at, choose another folder, or remove that run",
                        file.string(), beginning_text(header.branch), beginning_text(identity.branch)));
}

/// Frame numbers present in the folder, sorted; files that are still being written are left out.
std::vector<std::size_t> frame_numbers(const std::filesystem::path& folder)
{
    std::vector<std::size_t> numbers;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "frames", error)) {
        const std::string stem = entry.path().stem().string();
        if (entry.path().extension() == ".h5" && stem.size() >= 6 && stem.size() < 12 &&
            stem.find_first_not_of("0123456789") == std::string::npos)
            numbers.push_back(std::stoul(stem));
    }
    std::ranges::sort(numbers);
    return numbers;
}

/// @return how many frames the index lists
std::size_t take_over_index(const std::filesystem::path& file, RunContents& run)
{
    const hdf5::GroupReader root = hdf5::open_file(file);
    check_same_run(root.file(), read_header(root, "run"), run.identity, run.grid);
    RunContents index = read_index(root);
    run.series = std::move(index.series);
    run.final_state_hash = std::move(index.final_state_hash);
    run.profile = std::move(index.profile);
    return index.frames.size();
}

/// What earlier runs into the folder left behind: the frame files are the truth, the index may lag by one, or be lost.
void take_over(const std::filesystem::path& folder, RunContents& run, std::vector<std::string>& notes)
{
    std::size_t listed = 0;
    try {
        if (std::filesystem::exists(folder / index_name)) listed = take_over_index(folder / index_name, run);
    } catch (const hdf5::DamagedFile& damage) {
        notes.push_back(fmt::format("{}; it is made anew from the frames", damage.what()));
    }
    const std::vector<std::size_t> numbers = frame_numbers(folder);
    const std::size_t expected = std::max(listed, numbers.empty() ? 0 : numbers.back() + 1);
    for (std::size_t frame = 0; frame < expected; ++frame) {
        const std::filesystem::path file = folder / frame_name(frame);
        if (!std::filesystem::exists(file))
            throw FileError(
                fmt::format("{}: is missing; restore it from a copy, or remove the run and start anew", file.string()));
        const hdf5::GroupReader root = hdf5::open_file(file);
        check_same_run(file, read_header(root, "frame"), run.identity, run.grid);
        check_checksum(root);  // before anything is computed after it
        run.frames.push_back(read_frame_record(folder, frame));
        if (frame + 1 == expected) run.layout = read_frame_layout(root);
    }
}

void drop_after(double time_h, TimeSeries& series)
{
    const auto kept = static_cast<std::size_t>(std::ranges::upper_bound(series.time_h, time_h) - series.time_h.begin());
    series.time_h.resize(kept);
    for (Series& one : series.series) one.values.resize(std::min(kept, one.values.size()));
}

}  // namespace

RunWriter::RunWriter(std::filesystem::path folder, RunIdentity identity, const Grid& grid)
    : content_(std::make_unique<Content>())
{
    make_folder(folder / "frames");
    make_folder(folder / "checkpoints");
    content_->folder = std::move(folder);
    content_->run.identity = std::move(identity);
    content_->run.grid = grid;
    take_over(content_->folder, content_->run, content_->notes);
}

RunWriter::~RunWriter() = default;
RunWriter::RunWriter(RunWriter&&) noexcept = default;
RunWriter& RunWriter::operator=(RunWriter&&) noexcept = default;

std::size_t RunWriter::frame_count() const
{
    return content_->run.frames.size();
}

bool RunWriter::ended() const
{
    return !content_->run.final_state_hash.empty();
}

void RunWriter::write_frame(const State& state, const TimeSeries& series)
{
    RunContents& run = content_->run;
    if (!run.frames.empty() && run.frames.back().step > raw(state.step)) forget_frames_after(state.time_h);
    run.series = series;
    run.final_state_hash.clear();
    if (run.frames.empty() || run.frames.back().step != raw(state.step)) {
        const std::size_t frame = run.frames.size();
        const std::filesystem::path file = content_->folder / frame_name(frame);
        write_frame_file(file, run.identity, state);
        FrameLayout layout = read_frame_layout(hdf5::open_file(file));
        if (frame > 0 && !(layout == run.layout)) {
            remove_file(file);
            throw FileError(
                fmt::format("{}: holds other arrays than the frames before it, which another version wrote; "
                            "go on with that version, or start anew",
                            file.string()));
        }
        run.layout = std::move(layout);
        run.frames.push_back(read_frame_record(content_->folder, frame));
    }
    content_->write_index_and_xdmf();
}

void RunWriter::set_profile(RunProfile profile)
{
    content_->run.profile = std::move(profile);
}

void RunWriter::write_index(const TimeSeries& series)
{
    content_->run.series = series;
    content_->write_index();
}

void RunWriter::write_companions() const
{
    for (const TextFile& file : companion_files(content_->run))
        if (!is_in(content_->folder, file)) write_text_file(content_->folder / file.name, file.text);
}

const std::vector<std::string>& RunWriter::notes() const
{
    return content_->notes;
}

void RunWriter::finish(const State& state, const TimeSeries& series)
{
    content_->run.final_state_hash = state.hash();
    write_index(series);
}

void RunWriter::write_checkpoint(const State& state, const TimeSeries& series, KeptCheckpoints keep)
{
    const std::filesystem::path written = content_->folder / checkpoint_name(raw(state.step));
    write_checkpoint_file(written, content_->run.identity, state, series);
    const auto is_due = [&](const std::filesystem::path& file) {
        return keep.every == 0 || checkpoint_step(file) % keep.every == 0;
    };
    const std::vector<std::filesystem::path> all = checkpoints_in(content_->folder);
    int due = 0;
    for (auto file = all.rbegin(); file != all.rend(); ++file) {  // newest first
        if (*file <= written && is_due(*file)) ++due;
        const bool stays = *file == written || (*file < written && is_due(*file) && due <= std::max(1, keep.newest));
        if (!stays) remove_file(*file);
    }
}

void RunWriter::forget_frames_after(double time_h)
{
    RunContents& run = content_->run;
    std::vector<FrameRecord>& frames = run.frames;
    const auto first = std::ranges::upper_bound(frames, time_h, {}, &FrameRecord::time_h);
    std::vector<FrameRecord> later(first, frames.end());
    frames.erase(first, frames.end());
    drop_after(time_h, run.series);
    run.final_state_hash.clear();
    content_->write_index_and_xdmf();
    for (; !later.empty(); later.pop_back())
        remove_file(content_->folder / later.back().file);  // last first: never a gap
}

std::string program_text(std::string_view version, std::string_view git_revision)
{
    return fmt::format("trabecula {} ({})", version, git_revision);
}

bool holds_run(const std::filesystem::path& folder)
{
    std::error_code error;
    return std::filesystem::exists(folder / index_name, error) || !frame_numbers(folder).empty() ||
           !checkpoints_in(folder).empty();
}

void remove_run(const std::filesystem::path& folder)
{
    for (const char* name : {"run_fields.xdmf", "run_agents.xdmf", time_series_name, index_name})
        remove_file(folder / name);
    const std::vector<std::filesystem::path> checkpoints = checkpoints_in(folder);
    for (const auto& checkpoint : checkpoints) remove_file(checkpoint);
    std::vector<std::size_t> frames = frame_numbers(folder);
    for (; !frames.empty(); frames.pop_back()) remove_file(folder / frame_name(frames.back()));
}

}  // namespace trabecula
