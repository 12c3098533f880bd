#include "../unit/output/sample_run.hpp"
#include "hdf5_edits.hpp"

#include "output/checkpoint.hpp"
#include "output/pack.hpp"
#include "output/run_reader.hpp"
#include "output/saved_states.hpp"
#include "output/tissue_file.hpp"
#include "output/verify.hpp"

using namespace trabecula;

namespace {

/// Each reader meets the file, whatever the others say of it.
template <class Read>
void attempt(Read&& read)
{
    try {
        read();
    } catch (const InputError&) {
    } catch (const FileError&) {
    }
}

void read_all_of(const RunReader& run)
{
    for (std::size_t frame = 0; frame < run.frame_times_h().size(); ++frame) {
        for (const VoxelArrayLabel& array : run.voxel_arrays())
            attempt([&] { run.voxels(frame, array.group, array.name); });
        attempt([&] { run.segmented_bone(frame); });
        attempt([&] { run.agents(frame); });
        attempt([&] {
            for (const std::string& column : run.agent_columns(frame)) run.agent_column(frame, column);
        });
    }
}

const Grid small_grid{3, 2, 2, {7.5}};

State small_state()
{
    return sample_state(small_grid, 4);
}

/// A packed run of one frame and one checkpoint, to be changed.
std::string write_packed_run(const ScratchFolder& folder)
{
    const State state = small_state();
    RunWriter writer(folder / "run", sample_identity(), small_grid);
    writer.write_frame(state, sample_series(1.0));
    writer.write_checkpoint(state, sample_series(1.0), {2});
    writer.finish(state, sample_series(1.0));
    pack_run(folder / "run", folder / "packed.h5", WithCheckpoints::yes);
    return contents_of(folder / "packed.h5");
}

void adopt_all_of(const SavedStates& saved)
{
    State state = small_state();
    TimeSeries series;
    for (const SavedStates::Moment& moment : saved.moments()) saved.adopt(moment.step, state, series);
}

void restore_from(const std::filesystem::path& file)
{
    State state = small_state();
    TimeSeries series;
    restore(file, sample_identity().scenario_hash, state, series);
}

using Reader = void (*)(const std::filesystem::path&);
constexpr Reader readers_of_runs[] = {[](const std::filesystem::path& file) { verify_run(file); },
                                      [](const std::filesystem::path& file) { read_all_of(RunReader(file)); },
                                      [](const std::filesystem::path& file) { adopt_all_of(SavedStates(file)); }};
constexpr Reader readers_of_others[] = {[](const std::filesystem::path& file) { file_kind(file); },
                                        [](const std::filesystem::path& file) { read_tissue(file); }, restore_from};

void read_changed_run(FuzzedDataProvider input, const std::filesystem::path& file)
{
    const Reader read = input.PickValueInArray(readers_of_runs);
    const bool with_right_sums = input.ConsumeBool();
    {
        test::Hdf5Edits edits(file);
        edits.apply(input);
        for (const char* group : {"/checkpoints/0000000012", "/frames/000000", "/"})
            if (with_right_sums) edits.correct_checksum(file, group);
    }
    attempt([&] { read(file); });
}

}  // namespace

/// An input is a file, or says how to change a packed run. A file must begin as HDF5 does. HDF5 itself is not
/// instrumented: what is found here is what our readers make of what HDF5 says.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
    static const ScratchFolder folder;
    static const std::string packed_run = write_packed_run(folder);
    const std::filesystem::path file = folder / "input.h5";
    const std::string text(bytes, bytes + size);
    overwrite(file, text.starts_with(signature) ? text : packed_run);
    if (!text.starts_with(signature)) {
        read_changed_run({bytes, size}, file);
        return 0;
    }
    for (const Reader read : readers_of_others) attempt([&] { read(file); });
    return 0;
}
