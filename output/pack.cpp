#include "output/pack.hpp"

#include "output/checkpoint.hpp"
#include "output/file_header.hpp"
#include "output/run_contents.hpp"

#include <fmt/format.h>

namespace trabecula {

namespace {

void copy_checkpoints(const hdf5::GroupReader& index, const hdf5::GroupWriter& target)
{
    for (const std::uint32_t step : checkpoint_steps(index)) {
        if (!std::filesystem::exists(index.file().parent_path() / checkpoint_name(step))) continue;  // the run goes on
        const hdf5::GroupReader source = open_checkpoint(index, step);
        read_header(source, "checkpoint");
        check_checksum(source);
        target.copy(source, checkpoint_group(step));
    }
}

}  // namespace

void pack_run(const std::filesystem::path& run, const std::filesystem::path& target, WithCheckpoints checkpoints)
{
    const std::filesystem::path index = index_path(run);
    const hdf5::GroupReader index_root = hdf5::open_file(index);
    RunContents contents = read_index(index_root);
    if (is_packed(index_root))
        throw InputError(
            fmt::format("{}: is packed already; give the folder of a run, or copy the file", index.string()));

    const std::filesystem::path folder = index.parent_path();
    if (!contents.frames.empty())
        contents.layout = read_frame_layout(hdf5::open_file(folder / contents.frames.front().file));
    hdf5::NewFile file(target);
    const hdf5::GroupWriter root = file.root();
    write_index(root, contents, FramePlace::inside);
    const hdf5::GroupWriter frames = root.make_group("frames");
    for (std::size_t frame = 0; frame < contents.frames.size(); ++frame) {
        const hdf5::GroupReader source = hdf5::open_file(folder / contents.frames[frame].file);
        read_header(source, "frame");
        check_checksum(source);
        frames.copy(source, frame_group(frame).substr(8));
    }
    if (checkpoints == WithCheckpoints::yes) copy_checkpoints(index_root, root.make_group("checkpoints"));
    file.commit();
}

}  // namespace trabecula
