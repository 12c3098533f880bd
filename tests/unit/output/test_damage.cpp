#include "sample_run.hpp"

#include "output/atomic_file.hpp"
#include "output/hdf5_writer.hpp"
#include "output/run_reader.hpp"
#include "output/run_writer.hpp"
#include "output/tissue_file.hpp"
#include "output/verify.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>
#include <hdf5.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

using namespace trabecula;
using Catch::Contains;

namespace {

/// No file may grow beyond `bytes` while it lives: what a full disk looks like to a writer.
class SmallDisk {
  public:
    explicit SmallDisk(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        handler_ = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SmallDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

  private:
    rlimit before_{};
    void (*handler_)(int) = nullptr;
};

std::size_t files_in(const std::filesystem::path& folder)
{
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        count += entry.is_regular_file() ? 1 : 0;
    return count;
}

void set_integer_attribute(const std::filesystem::path& file, const char* name, std::int64_t value)
{
    const hid_t opened = H5Fopen(file.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    const hid_t attribute = H5Aopen(opened, name, H5P_DEFAULT);
    H5Awrite(attribute, H5T_NATIVE_INT64, &value);
    H5Aclose(attribute);
    H5Fclose(opened);
}

}  // namespace

TEST_CASE("A file that was being written when the program was killed is ignored and replaced", "[output]")
{
    const ScratchFolder folder;
    write_sample_run(folder / "run");
    overwrite((folder / "run") / "frames/000003.h5.tmp", "half a frame");
    overwrite((folder / "run") / "run.vtkhdf.tmp", "half an index");
    CHECK(RunReader(folder / "run").frame_times_h().size() == 3);

    RunWriter writer(folder / "run", sample_identity(), odd_grid);
    State state = sample_state();
    state.step = StepIndex{15};
    state.time_h = 15.0;
    writer.write_frame(state, sample_series(15.0));
    CHECK(RunReader(folder / "run").frame_times_h().size() == 4);
    CHECK(!std::filesystem::exists((folder / "run") / "frames/000003.h5.tmp"));
    CHECK(!std::filesystem::exists((folder / "run") / "run.vtkhdf.tmp"));
}

TEST_CASE("A file appears under its name only when it is complete", "[output]")
{
    const ScratchFolder folder;
    overwrite(folder / "a.txt", "old");
    {
        AtomicFile file(folder / "a.txt");
        file.append("new");
        CHECK(contents_of(folder / "a.txt") == "old");
    }
    CHECK(contents_of(folder / "a.txt") == "old");
    CHECK(files_in(folder.path()) == 1);
    write_text_file(folder / "a.txt", "new");
    CHECK(contents_of(folder / "a.txt") == "new");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("On a full disk a frame fails with path and remedy, and earlier files stay as they were", "[output]")
{
    const ScratchFolder folder;
    State state = sample_state();
    RunWriter writer(folder / "run", sample_identity(), odd_grid);
    writer.write_frame(state, sample_series());
    writer.write_checkpoint(state, sample_series(), {});
    const std::string index = contents_of((folder / "run") / "run.vtkhdf");
    const std::size_t files = files_in(folder.path());

    advance(state, 2000);
    for (const rlim_t bytes : {rlim_t{0}, rlim_t{100}, rlim_t{5000}, rlim_t{100000}}) {
        const SmallDisk disk(bytes);
        CHECK_THROWS_WITH(writer.write_frame(state, sample_series()),
                          Contains("frames/000001.h5: cannot be written") && Contains("ulimit"));
        CHECK_THROWS_AS(writer.write_checkpoint(state, sample_series(), {}), FileError);
    }
    CHECK(files_in(folder.path()) == files);
    CHECK(contents_of((folder / "run") / "run.vtkhdf") == index);
    CHECK(verify_run(folder / "run").sound());

    writer.write_frame(state, sample_series());
    CHECK(RunReader(folder / "run").frame_times_h().size() == 2);
}

TEST_CASE("Where nothing can be written, the message names place and remedy", "[output]")
{
    const ScratchFolder folder;
    overwrite(folder / "file", "");
    CHECK_THROWS_WITH(RunWriter(folder / "file", sample_identity(), odd_grid), Contains((folder / "file").string()));
    CHECK_THROWS_WITH(RunWriter((folder / "file") / "run", sample_identity(), odd_grid),
                      Contains("choose another path"));
    CHECK_THROWS_WITH(AtomicFile(folder / "no/such/file"), Contains("make its folder first"));
    std::filesystem::create_directory(folder / "folder");
    CHECK_THROWS_WITH(AtomicFile(folder / "folder"), Contains("stands in the way"));
    if (::geteuid() == 0) {
        CHECK_THROWS_AS(RunWriter("/proc/run", sample_identity(), odd_grid), FileError);
    } else {
        std::filesystem::permissions(folder / "folder",
                                     std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
        CHECK_THROWS_WITH(RunWriter((folder / "folder") / "run", sample_identity(), odd_grid), Contains("permissions"));
    }
}

TEST_CASE("A file that is not what it should be is named, with what is wrong", "[output]")
{
    const ScratchFolder folder;
    write_sample_run(folder / "run");
    const auto frame = (folder / "run") / "frames/000001.h5";
    const auto index = (folder / "run") / "run.vtkhdf";
    const auto look = [&] {
        const RunReader reader(folder / "run");
        reader.voxels(1, "fields", "RANKL");
    };
    SECTION("truncated frame")
    {
        std::filesystem::resize_file(frame, std::filesystem::file_size(frame) / 3);
        CHECK_THROWS_WITH(look(), Contains(frame.string()) && Contains("truncated") && Contains("restore it"));
    }
    SECTION("missing frame")
    {
        std::filesystem::remove(frame);
        CHECK_THROWS_WITH(look(), Contains(frame.string()) && Contains("is missing") && Contains("restore it"));
        CHECK_THROWS_WITH(RunWriter(folder / "run", sample_identity(), odd_grid), Contains("is missing"));
    }
    SECTION("foreign index")
    {
        overwrite(index, "a text\n");
        CHECK_THROWS_WITH(look(), Contains(index.string()) && Contains("not a complete HDF5 file"));
    }
    SECTION("HDF5 of another program")
    {
        H5Fclose(H5Fcreate(index.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));
        CHECK_THROWS_WITH(look(), Contains("not one of trabecula"));
    }
    SECTION("a frame in place of the run")
    {
        CHECK_THROWS_WITH(RunReader(frame), Contains("is a trabecula frame; give a trabecula run"));
    }
    SECTION("newer format")
    {
        set_integer_attribute(index, "format_version", 99);
        CHECK_THROWS_WITH(look(), Contains("format version 99") && Contains("this program reads up to 1"));
    }
    SECTION("no run")
    {
        std::filesystem::create_directory(folder / "nothing");
        CHECK_THROWS_WITH(RunReader(folder / "nothing"), Contains("holds no run"));
        CHECK_THROWS_WITH(RunReader(folder / "nowhere"), Contains("is missing"));
    }
    SECTION("frame of another grid")
    {
        State state = sample_state({4, 4, 4, {7.5}}, 10);
        RunWriter(folder / "other", sample_identity(), state.tissue.grid).write_frame(state, {});
        std::filesystem::copy_file((folder / "other") / "frames/000000.h5", frame,
                                   std::filesystem::copy_options::overwrite_existing);
        CHECK_THROWS_WITH(look(), Contains("another shape than the grid"));
        CHECK_THROWS_WITH(RunWriter(folder / "run", sample_identity(), odd_grid), Contains("another scenario"));
    }
}

TEST_CASE("A run is not continued in the folder of another", "[output]")
{
    const ScratchFolder folder;
    write_sample_run(folder / "run");
    RunIdentity other = sample_identity();
    other.scenario_hash = "ffff";
    CHECK_THROWS_WITH(RunWriter(folder / "run", other, odd_grid),
                      Contains("another scenario") && Contains("choose another folder"));
    CHECK(holds_run(folder / "run"));
    overwrite((folder / "run") / "notes.txt", "mine");
    remove_run(folder / "run");
    CHECK(!holds_run(folder / "run"));
    CHECK(files_in(folder.path()) == 1);
    CHECK_NOTHROW(RunWriter(folder / "run", other, odd_grid));
}

TEST_CASE("Verify reads every number and names each file that changed", "[output]")
{
    const ScratchFolder folder;
    write_sample_run(folder / "run");
    const VerifyReport sound = verify_run(folder / "run");
    CHECK(sound.sound());
    CHECK(sound.frames == 3);
    CHECK(sound.checkpoints == 1);
    CHECK(sound.ended);
    CHECK(sound.state_hash == RunReader(folder / "run").final_state_hash());

    const auto frame = (folder / "run") / "frames/000002.h5";
    const auto checkpoint = (folder / "run") / "checkpoints/0000000014.h5";
    set_integer_attribute(frame, "step", 7);
    std::filesystem::remove((folder / "run") / "frames/000000.h5");
    std::filesystem::resize_file(checkpoint, 1000);
    const VerifyReport damaged = verify_run(folder / "run");
    REQUIRE(damaged.problems.size() == 3);
    CHECK_THAT(damaged.problems[0], Contains("000000.h5") && Contains("is missing"));
    CHECK_THAT(damaged.problems[1], Contains("000002.h5") && Contains("checksum"));
    CHECK_THAT(damaged.problems[2], Contains("0000000014.h5"));
}

TEST_CASE("Time series and XDMF files that were lost or changed are named, and written anew from the index", "[output]")
{
    const ScratchFolder folder;
    write_sample_run(folder / "run");
    std::filesystem::remove((folder / "run") / "time_series.csv");
    overwrite((folder / "run") / "run_agents.xdmf", "changed");
    const VerifyReport damaged = verify_run(folder / "run");
    REQUIRE(damaged.problems.size() == 2);
    CHECK_THAT(damaged.problems[0], Contains("run_agents.xdmf") && Contains("--resume"));
    CHECK_THAT(damaged.problems[1], Contains("time_series.csv"));
    RunWriter(folder / "run", sample_identity(), odd_grid).write_companions();
    CHECK(verify_run(folder / "run").sound());
}

TEST_CASE("A lost index is made anew from the frames, and a frame that changed is found before more is written",
          "[output]")
{
    const ScratchFolder folder;
    write_sample_run(folder / "run");
    std::filesystem::resize_file((folder / "run") / "run.vtkhdf", 3000);
    RunWriter writer(folder / "run", sample_identity(), odd_grid);
    CHECK(writer.frame_count() == 3);
    REQUIRE(writer.notes().size() == 1);
    CHECK_THAT(writer.notes().front(), Contains("run.vtkhdf") && Contains("made anew"));
    writer.write_index(sample_series(14.0));
    CHECK(verify_run(folder / "run").frames == 3);

    const auto frame = (folder / "run") / "frames/000001.h5";
    set_integer_attribute(frame, "step", 7);
    CHECK_THROWS_WITH(RunWriter(folder / "run", sample_identity(), odd_grid),
                      Contains("000001.h5") && Contains("checksum"));
}

TEST_CASE("A resumed run drops what came after its checkpoint and gives the same files", "[output]")
{
    const ScratchFolder folder;
    write_sample_run(folder / "run");
    const std::string last = contents_of((folder / "run") / "frames/000002.h5");
    RunWriter writer(folder / "run", sample_identity(), odd_grid);
    CHECK(writer.frame_count() == 3);
    writer.forget_frames_after(13.0);
    CHECK(writer.frame_count() == 2);
    CHECK(!std::filesystem::exists((folder / "run") / "frames/000002.h5"));
    CHECK(RunReader(folder / "run").time_series().time_h.back() == 13.0);
    CHECK(RunReader(folder / "run").final_state_hash().empty());

    State state = sample_state();
    advance(state, 0);
    advance(state, 0);
    ::sleep(1);  // files hold no time of writing
    writer.write_frame(state, sample_series(14.0));
    writer.write_frame(state, sample_series(14.0));
    CHECK(writer.frame_count() == 3);
    CHECK(contents_of((folder / "run") / "frames/000002.h5") == last);
}

TEST_CASE("One bit changed anywhere in a file is found, or changes nothing that is read", "[output]")
{
    const ScratchFolder folder;
    const Grid grid{3, 2, 2, {7.5}};
    const State state = sample_state(grid, 4);
    RunWriter writer(folder / "run", sample_identity(), grid);
    writer.write_checkpoint(state, {}, {2});
    writer.write_frame(state, {});
    const auto frame = (folder / "run") / "frames/000000.h5";
    const auto checkpoint = (folder / "run") / "checkpoints/0000000012.h5";
    const std::vector<float> bone = read_tissue(frame).bone_fraction;

    const auto file = GENERATE_COPY(frame, checkpoint);
    const std::string whole = contents_of(file);
    std::size_t found = 0;
    for (std::size_t at = 0; at < whole.size(); at += 389) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 8)));
        overwrite(file, changed);
        const bool sound = verify_run(folder / "run").sound();
        found += sound ? 0 : 1;
        if (sound) CHECK(read_tissue(frame).bone_fraction == bone);
    }
    CHECK(found > whole.size() / 389 / 4);
    overwrite(file, whole);
    CHECK(verify_run(folder / "run").sound());
}
