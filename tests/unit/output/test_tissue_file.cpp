#include "sample_run.hpp"

#include "output/hdf5_writer.hpp"
#include "output/run_reader.hpp"
#include "output/run_writer.hpp"
#include "output/thickness_map.hpp"
#include "output/tissue_file.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;
using Catch::Contains;

namespace {

BoneVolume sample_volume()
{
    BoneVolume volume{odd_grid, {}, {}, {}};
    for (std::size_t i = 0; i < odd_grid.size(); ++i)
        volume.bone_fraction.push_back(static_cast<float>(i % 11) / 10.0F);
    return volume;
}

const TissueProvenance provenance{"0.1.0",
                                  "abc",
                                  {{"source",
                                    "femur \xC2\xB5"
                                    "CT.tif"},
                                   {"a/b", "c"}}};

}  // namespace

TEST_CASE("A tissue file gives back what was written, with and without its optional parts", "[output]")
{
    const ScratchFolder folder;
    BoneVolume volume = sample_volume();
    SECTION("bone alone") {}
    SECTION("with outside and mineral")
    {
        volume.outside.assign(odd_grid.size(), 0);
        volume.outside[7] = 1;
        volume.mineral.assign(odd_grid.size(), 0.8F);
    }
    write_tissue(folder / "bone.h5", volume, provenance);
    const BoneVolume read = read_tissue(folder / "bone.h5");
    CHECK(read.grid == volume.grid);
    CHECK(read.bone_fraction == volume.bone_fraction);
    CHECK(read.outside == volume.outside);
    CHECK(read.mineral == volume.mineral);
    CHECK(file_kind(folder / "bone.h5") == "tissue");
    CHECK_THAT(contents_of(folder / "bone.xdmf"),
               Contains("bone.h5:/tissue/bone_fraction") && Contains("Dimensions=\"6 34 38\""));
    CHECK(hdf5::open_file(folder / "bone.h5").group("provenance").text("source") ==
          "femur \xC2\xB5"
          "CT.tif");

    std::string changed = contents_of(folder / "bone.h5");
    changed.replace(changed.find("share of the voxel"), 5, "Share");
    overwrite(folder / "bone.h5", changed);
    CHECK_THROWS_WITH(read_tissue(folder / "bone.h5"), Contains("bone.h5") && Contains("restore it from a copy"));
}

TEST_CASE("The tissue of a run's frame can be read like a tissue file", "[output]")
{
    const ScratchFolder folder;
    State state = sample_state(odd_grid, 10);
    RunWriter(folder / "run", sample_identity(), odd_grid).write_frame(state, {});
    const BoneVolume read = read_tissue((folder / "run") / "frames/000000.h5");
    const auto fraction = state.tissue.table[state.tissue.bone_fraction];
    CHECK(std::ranges::equal(read.bone_fraction, fraction));
    REQUIRE(read.outside.size() == odd_grid.size());
    CHECK((read.outside[5] == 1) == (state.tissue.table[state.tissue.material][5] == Material::outside));
}

TEST_CASE("A file that is no tissue is refused with what it is", "[output]")
{
    const ScratchFolder folder;
    overwrite(folder / "scan.tif", "II*");
    CHECK_THROWS_WITH(read_tissue(folder / "scan.tif"), Contains("not a complete HDF5 file"));
    CHECK(!file_kind(folder / "scan.tif"));
    CHECK_THROWS_WITH(read_tissue(folder / "none.h5"), Contains("is missing"));
    CHECK_THROWS_WITH(read_tissue(folder.path()), Contains("cannot be read"));
    write_sample_run(folder / "run");
    CHECK_THROWS_WITH(read_tissue((folder / "run") / "run.vtkhdf"),
                      Contains("is a trabecula run; give a trabecula tissue or frame"));

    write_tissue(folder / "bone.h5", sample_volume(), provenance);
    std::filesystem::resize_file(folder / "bone.h5", 4000);
    CHECK_THROWS_WITH(read_tissue(folder / "bone.h5"), Contains("truncated"));
}

TEST_CASE("Arrays that do not fit the grid are neither written nor read", "[output]")
{
    const ScratchFolder folder;
    BoneVolume volume = sample_volume();
    volume.mineral.assign(3, 0.0F);
    CHECK_THROWS_AS(write_tissue(folder / "bone.h5", volume, provenance), InputError);
    CHECK(!std::filesystem::exists(folder / "bone.h5"));

    hdf5::NewFile file(folder / "other.h5");
    const hdf5::GroupWriter root = file.root();
    root.attribute("format", "trabecula tissue");
    root.attribute("format_version", std::int64_t{1});
    for (const char* name : {"version", "git_revision", "scenario_hash"}) root.attribute(name, "x");
    root.attribute("seed", std::uint64_t{0});
    for (const char* name : {"nx", "ny", "nz"}) root.attribute(name, std::int64_t{3});
    root.attribute("spacing_um", 10.0);
    root.make_group("tissue").write("bone_fraction", std::vector<float>(26));
    file.commit();
    CHECK_THROWS_WITH(read_tissue(folder / "other.h5"), Contains("has the shape (26), but the grid is (3, 3, 3)"));
}

TEST_CASE("Bone is read in few bytes, from a tissue file as from a run", "[output]")
{
    const ScratchFolder folder;
    BoneVolume volume = sample_volume();
    volume.outside.assign(odd_grid.size(), 0);
    volume.outside[7] = 1;
    write_tissue(folder / "bone.h5", volume, provenance);
    const SegmentedBone read = read_segmented_bone(folder / "bone.h5");
    const SegmentedBone expected = segmented(volume);
    CHECK(read.grid == odd_grid);
    CHECK(read.material == expected.material);
    CHECK(read.bone_voxels == expected.bone_voxels);
    CHECK_FALSE(read.fills_box);

    const State state = sample_state(odd_grid, 10);
    RunWriter(folder / "run", sample_identity(), odd_grid).write_frame(state, {});
    const RunReader run(folder / "run");
    CHECK(run.segmented_bone(0).material == segmented(state.tissue).material);
    CHECK_THROWS_WITH(run.segmented_bone(1), Contains("has no frame 1"));
}

TEST_CASE("A thickness map opens in ParaView, and one of the wrong size is refused", "[output]")
{
    const ScratchFolder folder;
    std::vector<float> thickness_um(odd_grid.size(), 3.0F);
    write_thickness_map(folder / "map.h5", odd_grid, thickness_um, {"Tb.Th", "thickness"}, provenance);
    const hdf5::GroupReader map = hdf5::open_file(folder / "map.h5").group("map");
    CHECK(map.read<float>("Tb_Th") == thickness_um);
    CHECK(map.label("Tb_Th").unit == "um");
    CHECK(map.label("Tb_Th").name == "Tb.Th");
    CHECK_THAT(contents_of(folder / "map.xdmf"), Contains("map.h5:/map/Tb_Th"));
    thickness_um.pop_back();
    CHECK_THROWS_WITH(write_thickness_map(folder / "other.h5", odd_grid, thickness_um, {"Tb.Th", ""}, provenance),
                      Contains("give one per voxel"));
    CHECK_FALSE(std::filesystem::exists(folder / "other.h5"));
}
