#include "app/measure/measured_bone.hpp"

#include "output/run_reader.hpp"
#include "output/run_writer.hpp"
#include "output/tissue_file.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <fstream>
#include <numeric>
#include <string>
#include <string_view>

namespace trabecula {

namespace {

bool is_run(const std::filesystem::path& path)
{
    return std::filesystem::is_directory(path) || as_input([&] { return file_kind(path); }) == "run";
}

std::vector<std::size_t> chosen_frames(const std::filesystem::path& path, const RunReader& run,
                                       const FrameChoice& choice)
{
    const std::size_t count = run.frame_times_h().size();
    if (count == 0)
        throw InputError(
            fmt::format("{}: holds no frame to measure; let the run go on until its first", path.string()));
    const auto last = static_cast<std::int64_t>(count) - 1;
    if (choice.number && (*choice.number < 0 || *choice.number > last))
        throw InputError(fmt::format("--frame {}: {} has {} frames; give one from 0 to {}", *choice.number,
                                     path.string(), count, last));
    if (!choice.all) return {static_cast<std::size_t>(choice.number.value_or(last))};
    std::vector<std::size_t> frames(count);
    std::iota(frames.begin(), frames.end(), std::size_t{0});
    return frames;
}

}  // namespace

bool is_scan(const std::filesystem::path& path)
{
    if (std::filesystem::is_directory(path)) return !holds_run(path);
    constexpr std::string_view signature = "\x89HDF";
    std::ifstream file(path, std::ios::binary);
    std::string start(signature.size(), ' ');
    return file.read(start.data(), static_cast<std::streamsize>(start.size())) && start != signature;
}

void for_bones(const std::filesystem::path& path, const FrameChoice& choice,
               const std::function<void(const SegmentedBone&, std::optional<FrameTime>)>& visit)
{
    if (!is_run(path)) {
        if (choice.number || choice.all)
            throw InputError(
                fmt::format("{}: is no run, so it has no frames to choose from; give the run's folder, its index or a "
                            "packed file, or leave --frame and --all-frames out",
                            path.string()));
        return visit(as_input([&] { return read_segmented_bone(path); }), std::nullopt);
    }
    const RunReader run = as_input([&] { return RunReader(path); });
    for (const std::size_t frame : chosen_frames(path, run, choice))
        visit(run.segmented_bone(frame), FrameTime{frame, run.frame_times_h()[frame]});
}

}  // namespace trabecula
