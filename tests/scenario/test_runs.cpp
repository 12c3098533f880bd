#include "app/run/run_scenario.hpp"

#include "output/folder_lock.hpp"
#include "output/pack.hpp"
#include "output/run_reader.hpp"
#include "output/verify.hpp"

#include "agents/observables.hpp"
#include "agents/tissue_model.hpp"

#include "lattice/surface.hpp"

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "core/state_hash.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <filesystem>
#include <fstream>
#include <map>

using namespace trabecula;

namespace {

namespace fs = std::filesystem;

const fs::path scenarios = fs::path(TRABECULA_SOURCE_DIR) / "configs/scenarios";

/// The demo, small: 320 um, two days, so fast remodelling that bone changes within them.
const std::vector<std::string> small{"tissue.synthetic.size=320 um",
                                     "time.duration=2 d",
                                     "output.frames=12 h",
                                     "output.checkpoints=18 h",
                                     "cell.osteoclast.density=40 /mm2",
                                     "cell.osteoclast.behaviour.resorb.base=20000 um3/d",
                                     "cell.osteoclast.behaviour.resorb.max=20000 um3/d",
                                     "cell.osteoblast.behaviour.form.base=6000 um3/d",
                                     "cell.osteoblast.behaviour.form.max=6000 um3/d",
                                     "cell.osteoclast_precursor.density=20000 /mm3"};

Scenario small_scenario(const std::vector<std::string>& more = {})
{
    std::vector<std::string> settings = small;
    settings.insert(settings.end(), more.begin(), more.end());
    return load_scenario(scenarios / "demo.toml", {settings});
}

std::string hash_after(const Scenario& scenario, int threads, std::uint32_t steps)
{
    ThreadLimit limit(threads);
    return limit.run([&] {
        TissueModel model(scenario.model, make_tissue(scenario));
        for (std::uint32_t i = 0; i < steps; ++i) model.step();
        return model.state().hash();
    });
}

struct Folder {
    fs::path path = fs::temp_directory_path() / ("trabecula-test-" + std::to_string(::getpid()));
    Folder() { fs::remove_all(path); }
    ~Folder() { fs::remove_all(path); }
};

std::string text_of(const fs::path& file)
{
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

RunOptions into(const fs::path& folder, Start start = Start::fresh)
{
    return {folder, start, Talk::quiet, false, "test", 2};
}

}  // namespace

TEST_CASE("One, two and four threads end in the same bits, another seed in others", "[scenario][determinism]")
{
    const Scenario scenario = small_scenario();
    const std::string one = hash_after(scenario, 1, 30);
    CHECK(hash_after(scenario, 2, 30) == one);
    CHECK(hash_after(scenario, 4, 30) == one);
    CHECK(hash_after(small_scenario({"time.seed=2"}), 1, 30) != one);
}

TEST_CASE("The books balance in every voxel after bone was resorbed, formed and lost", "[scenario][bone]")
{
    const Scenario scenario = small_scenario();
    TissueModel model(scenario.model, make_tissue(scenario));
    for (int i = 0; i < 48; ++i) model.step();
    const Tissue& tissue = model.state().tissue;
    const BoneBalance books = balance(tissue);
    CHECK(books.resorbed > 100.0);
    CHECK(books.formed > 100.0);
    CHECK(std::abs(books.discrepancy()) < 1e-4 * books.initial);
    const auto column = [&](Column<float> c) { return tissue.table[c]; };
    double worst = 0.0;
    for (std::size_t i = 0; i < tissue.grid.size(); ++i) {
        const double expected = double{column(tissue.initial)[i]} + column(tissue.formed)[i] -
                                column(tissue.resorbed)[i] - column(tissue.lost)[i];
        worst = std::max(worst, std::abs(expected - double{column(tissue.bone_fraction)[i]}));
        const bool is_bone = tissue.table[tissue.material][i] == Material::bone;
        REQUIRE(is_bone == (column(tissue.bone_fraction)[i] >= surface_fraction));
    }
    CHECK(worst < 1e-5);
}

TEST_CASE("Cells stay where their kind lives", "[scenario][cells]")
{
    const Scenario scenario = small_scenario();
    TissueModel model(scenario.model, make_tissue(scenario));
    for (int i = 0; i < 24; ++i) model.step();
    const auto material = model.state().tissue.table[model.state().tissue.material];
    for (std::size_t p = 0; p < cell_types().size(); ++p) {
        const Population& cells = model.state().populations[p];
        CAPTURE(cell_types()[p].name, cells.size());
        const Material home = cell_types()[p].habitat == Habitat::bone ? Material::bone : Material::marrow;
        for (const VoxelId voxel : cells.table[cells.voxel]) REQUIRE(material[raw(voxel)] == home);
        CHECK(cells.size() > 0);
    }
}

TEST_CASE("A run that was stopped and resumed ends in the same bits", "[scenario][restart]")
{
    const Folder folder;
    const int coarsening = GENERATE(1, 2);
    const Scenario scenario =
        small_scenario({"solver.coarsening=" + std::to_string(coarsening), "output.label_interval=14 h"});
    run_scenario(scenario, into(folder.path / "whole"));
    const std::string whole = verify_run(folder.path / "whole").state_hash;

    // As if killed after the checkpoint at 36 h: the frame of the end and the last checkpoint are gone.
    fs::copy(folder.path / "whole", folder.path / "half", fs::copy_options::recursive);
    fs::remove(folder.path / "half/checkpoints/0000000048.h5");
    fs::remove(folder.path / "half/frames/000004.h5");
    fs::remove(folder.path / "half/run.vtkhdf");
    {
        const ThreadLimit limit(1);
        run_scenario(scenario, into(folder.path / "half", Start::resume));
    }
    const VerifyReport report = verify_run(folder.path / "half");
    CHECK(report.state_hash == whole);
    CHECK(report.sound());
    CHECK(report.ended);
    CHECK(whole == hash_after(scenario, 2, 48));
    for (const char* derived : {"RANKL", "OPG", "presented_RANKL"})
        CHECK(RunReader(folder.path / "half").voxels(4, "fields", derived) ==
              RunReader(folder.path / "whole").voxels(4, "fields", derived));
    CHECK(RunReader(folder.path / "half").frame_times_h() == RunReader(folder.path / "whole").frame_times_h());
    CHECK(text_of(folder.path / "half/time_series.csv") == text_of(folder.path / "whole/time_series.csv"));
    const TimeSeries series = RunReader(folder.path / "half").time_series();
    const TimeSeries expected = RunReader(folder.path / "whole").time_series();
    CHECK(series.time_h == expected.time_h);
    REQUIRE(series.series.size() == expected.series.size());
    for (std::size_t i = 0; i < series.series.size(); ++i) {
        CAPTURE(series.series[i].name);
        CHECK(series.series[i].name == expected.series[i].name);
        CHECK(std::ranges::equal(
            series.series[i].values, expected.series[i].values, {},
            [](double value) { return std::bit_cast<std::uint64_t>(value); },
            [](double value) { return std::bit_cast<std::uint64_t>(value); }));
        if (series.series[i].name == "MAR") CHECK(series.series[i].values.back() > 0.0);
    }
    CHECK_THROWS(run_scenario(scenario, into(folder.path / "whole")));
    CHECK(run_scenario(scenario, into(folder.path / "whole", Start::resume)) == RunEnd::finished);
    CHECK_THROWS(run_scenario(small_scenario({"time.seed=9"}), into(folder.path / "whole", Start::resume)));
}

TEST_CASE("A folder that holds something else, or another run, is left as it is", "[scenario][files]")
{
    const Folder folder;
    const Scenario brief = small_scenario({"time.duration=2 h", "output.frames=1 h", "output.checkpoints=0 h"});
    const Scenario other = small_scenario({"time.duration=2 h", "output.frames=1 h", "time.seed=77"});
    fs::create_directories(folder.path / "mine");
    std::ofstream(folder.path / "mine/notes.txt") << "not a run";
    for (const Start start : {Start::fresh, Start::replace, Start::resume})
        CHECK_THROWS_AS(run_scenario(brief, into(folder.path / "mine", start)), InputError);
    CHECK(std::distance(fs::directory_iterator(folder.path / "mine"), fs::directory_iterator()) == 1);

    const fs::path run = folder.path / "run";
    run_scenario(brief, into(run));
    fs::remove_all(run / "checkpoints");  // as if it was killed before the first
    const std::string before = RunReader(run).frame_times_h().empty() ? "" : file_digest(run / "frames/000000.h5");
    CHECK_THROWS(run_scenario(other, into(run, Start::resume)));
    CHECK(file_digest(run / "frames/000000.h5") == before);
    CHECK(run_scenario(brief, into(run, Start::resume)) == RunEnd::finished);
    CHECK(verify_run(run).sound());
}

TEST_CASE("Two processes never run into one folder", "[scenario][files]")
{
    const Folder folder;
    const FolderLock another_process(folder.path / "run");
    CHECK_THROWS_WITH(run_scenario(small_scenario(), into(folder.path / "run")),
                      Catch::Contains("another process is running into this folder"));
}

TEST_CASE("A run without a single cell is whole, and so is its packed file", "[scenario][files]")
{
    const Folder folder;
    std::vector<std::string> settings{"tissue.synthetic.size=320 um", "time.duration=2 h", "output.frames=1 h"};
    for (const CellType& type : cell_types()) {
        const std::string name(type.name);
        settings.push_back("cell." + name + ".density=0 " + (type.habitat == Habitat::surface ? "/mm2" : "/mm3"));
        settings.push_back("cell." + name + ".supply=0 /mm3/d");
    }
    run_scenario(load_scenario(scenarios / "demo.toml", {settings}), into(folder.path / "empty"));
    CHECK(verify_run(folder.path / "empty").problems.empty());
    pack_run(folder.path / "empty", folder.path / "empty.h5");
    CHECK(verify_run(folder.path / "empty.h5").problems.empty());
}

TEST_CASE("A run says where its time went, in its index, its packed file and its log", "[scenario][files]")
{
    const Folder folder;
    const fs::path run = folder.path / "run";
    run_scenario(small_scenario({"time.duration=6 h", "output.frames=3 h"}), into(run));
    pack_run(run, folder.path / "run.h5");
    for (const fs::path& place : {run, folder.path / "run.h5"}) {
        const auto profile = RunReader(place).profile();
        REQUIRE(profile);
        CHECK(profile->steps == 6);
        CHECK(profile->threads == 2);
        CHECK(profile->agent_steps > 6);
        CHECK(profile->peak_memory_bytes > 1'000'000);
        double shares = 0.0;
        std::vector<std::string> names;
        for (const WorkProfile& work : profile->work) {
            shares += work.share_of(profile->seconds);
            names.push_back(work.name);
        }
        CHECK(shares == Approx(1.0).margin(0.1));
        for (const Stage& stage : stages()) CHECK(std::ranges::count(names, stage.name) == 1);
        CHECK(std::ranges::count(names, "frames") == 1);
        CHECK(std::ranges::count(names, "checkpoints") == 1);
        const auto rankl = std::ranges::find(profile->fields, "RANKL", &FieldProfile::name);
        REQUIRE(rankl != profile->fields.end());
        CHECK(rankl->most_iterations >= 1);
        CHECK(rankl->mean_iterations <= static_cast<double>(rankl->most_iterations));
    }
    std::ifstream log(run / "log.jsonl");
    std::string last;
    for (std::string line; std::getline(log, line);) last = line;
    CHECK_THAT(last, Catch::Contains("\"profile\""));
}

TEST_CASE("Berberine lowers fusion", "[scenario][compound]")
{
    const auto nuclei = [](const std::string& file) {
        std::vector<std::string> settings = small;
        settings.insert(settings.end(), {"cell.osteoclast.density=0 /mm2",
                                         "cell.osteoclast_precursor.behaviour.fuse.max=5 /d", "bone.fusion_nuclei=2"});
        const Scenario scenario = load_scenario(scenarios / file, {settings});
        TissueModel model(scenario.model, make_tissue(scenario));
        for (int i = 0; i < 48; ++i) model.step();
        const Workspace& work = model.workspace();
        double sum = 0.0;
        for (const std::uint32_t n : model.state().populations[index(Cell::osteoclast)].table[work.osteoclast.nuclei])
            sum += n;
        return sum;
    };
    const double untreated = nuclei("demo.toml");
    CHECK(untreated > 10.0);
    CHECK(nuclei("demo-berberine.toml") < 0.85 * untreated);
}

TEST_CASE("The antibody of the worked example leaves next to no interferon free", "[scenario][binding]")
{
    std::vector<std::string> settings = small;
    settings.emplace_back("intervention.anti_ifng.start=12 h");
    const Scenario scenario = load_scenario(scenarios / "example-ifn-gamma.toml", {settings});
    TissueModel model(scenario.model, make_tissue(scenario));
    const auto measured = [&](const std::string& name) {
        for (const Observable& observable : observables(model))
            if (observable.name == name) return observable.measure(model);
        return -1.0;
    };
    for (int i = 0; i < 11; ++i) model.step();
    CHECK(measured("IFNG_total.mean") > 1.0);
    CHECK(measured("IFNG.mean") == Approx(measured("IFNG_total.mean")));
    for (int i = 0; i < 3; ++i) model.step();
    CHECK(measured("IFNG_total.mean") > 1.0);
    CHECK(measured("IFNG.mean") < 0.01 * measured("IFNG_total.mean"));
    CHECK(measured("IFNG.mean") > 0.0);
}

TEST_CASE("A treated run shares the history of cells that the treatment does not touch", "[scenario][compound]")
{
    const auto after_a_day = [](const std::string& file, const std::string& seed) {
        std::vector<std::string> settings = small;
        settings.push_back("time.seed=" + seed);
        const Scenario scenario = load_scenario(scenarios / file, {settings});
        TissueModel model(scenario.model, make_tissue(scenario));
        for (int i = 0; i < 24; ++i) model.step();
        const Population& cells = model.state().populations[index(Cell::t_cell)];
        std::map<CellId, VoxelId> places;
        for (std::size_t i = 0; i < cells.size(); ++i) places[cells.table[cells.id][i]] = cells.table[cells.voxel][i];
        return places;
    };
    const auto shared_places = [](const std::map<CellId, VoxelId>& a, const std::map<CellId, VoxelId>& b) {
        const auto shared = std::ranges::count_if(a, [&](const auto& cell) {
            const auto twin = b.find(cell.first);
            return twin != b.end() && twin->second == cell.second;
        });
        return static_cast<double>(shared) / static_cast<double>(a.size());
    };
    const auto untreated = after_a_day("demo.toml", "1");
    CHECK(untreated.size() > 100);
    CHECK(shared_places(untreated, after_a_day("demo-berberine.toml", "1")) > 0.6);  // but for room that fusion freed
    CHECK(shared_places(untreated, after_a_day("demo.toml", "2")) < 0.05);
}

TEST_CASE("Osteoblasts lay sheets, not rods", "[scenario][bone]")
{
    const Scenario scenario =
        small_scenario({"cell.osteoclast.density=0 /mm2", "cell.osteoclast_precursor.density=0 /mm3",
                        "cell.osteoclast_precursor.supply=0 /mm3/d", "cell.osteoblast.density=300 /mm2",
                        "bone.buried_density=0 /mm3"});
    TissueModel model(scenario.model, make_tissue(scenario));
    const Tissue& tissue = model.state().tissue;
    const auto material = tissue.table[tissue.material];
    const std::vector<Material> before(material.begin(), material.end());
    for (int i = 0; i < 48; ++i) model.step();
    std::size_t built = 0;
    std::size_t thin = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i] == Material::bone || material[i] != Material::bone) continue;
        const Voxel v = tissue.grid.voxel(i);
        const auto faces = std::ranges::count_if(face_neighbours, [&](const Voxel& step) {
            const Voxel w{v.x + step.x, v.y + step.y, v.z + step.z};
            return !tissue.grid.contains(w) || material[tissue.grid.index(w)] == Material::bone;
        });
        ++built;
        if (faces <= 2) ++thin;
    }
    CHECK(built > 500);
    CAPTURE(built, thin);
    CHECK(static_cast<double>(thin) < 0.05 * static_cast<double>(built));
}
