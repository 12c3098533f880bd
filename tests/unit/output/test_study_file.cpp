#include "output/hdf5_reader.hpp"
#include "output/study_file.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>

using namespace trabecula;

namespace {

namespace fs = std::filesystem;

struct Folder {
    fs::path path = fs::temp_directory_path() / ("trabecula-study-file-" + std::to_string(::getpid()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
};

StudyTable small_table()
{
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    StudyTable table;
    table.title = "Two\nruns";
    table.study = "title = \"Two runs\"\n";
    table.version = "1.2.3";
    table.git_revision = "abc";
    table.factors = {{"dose, oral", "compound.x.dose"}};
    table.responses = {{"BV/TV", "1", "BV/TV, last", StudyTarget{0.2, 0.05, false, "Someone 2001"}}};
    table.rows = {{1, 5, {"0.1 /d"}, {0.1}, RunStatus::done, "", "", "k1", 1.5, 20.0},
                  {2, 5, {"a \"b\""}, {unknown}, RunStatus::failed, "no bone, none", "x\ny", "k2", unknown, unknown}};
    return table;
}

}  // namespace

TEST_CASE("The table of a study as CSV: numbers to the last bit, quotes where needed, nothing where not known",
          "[study]")
{
    const Folder folder;
    write_study_csv(folder.path / "study.csv", small_table());
    std::ifstream stream(folder.path / "study.csv");
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    CHECK(text ==
          "# Two runs\n"
          "# dose, oral: factor, compound.x.dose\n"
          "# BV/TV: response, BV/TV, last, unit 1; target 0.2 +- 0.05 (prediction): Someone 2001\n"
          "arm,seed,\"dose, oral\",BV/TV,status,reason,run,seconds,memory_MB\n"
          "1,5,0.1 /d,0.1,done,,k1,1.5,20\n"
          "2,5,\"a \"\"b\"\"\",,failed,\"no bone, none\",k2,,\n");
}

TEST_CASE("The table of a study as HDF5 holds the same, with units", "[study]")
{
    const Folder folder;
    write_study_table(folder.path / "study.h5", small_table());
    const hdf5::GroupReader root = hdf5::open_file(folder.path / "study.h5");
    CHECK(root.text_attribute("format") == "trabecula study");
    CHECK(root.text_attribute("checksum") == root.checksum());
    CHECK(root.text("study") == "title = \"Two runs\"\n");
    CHECK(root.read<std::int64_t>("arm") == std::vector<std::int64_t>{1, 2});
    const hdf5::GroupReader factors = root.group("factors");
    CHECK(factors.texts("dose__oral") == std::vector<std::string>{"0.1 /d", "a \"b\""});
    CHECK(factors.text_attribute("dose__oral.path") == "compound.x.dose");
    const hdf5::GroupReader responses = root.group("responses");
    CHECK(responses.label("BV_TV").unit == "1");
    CHECK(responses.read<double>("BV_TV")[0] == 0.1);
    CHECK(std::isnan(responses.read<double>("BV_TV")[1]));
    CHECK(root.texts("status") == std::vector<std::string>{"done", "failed"});
    CHECK(root.texts("log_tail")[1] == "x\ny");
}

TEST_CASE("The table of a study reads back as it was written, and a damaged or foreign file is refused", "[study]")
{
    const Folder folder;
    const fs::path file = folder.path / "study.h5";
    StudyTable table = small_table();
    table.base = "demo.toml";
    table.design = "list";
    table.analyses = {
        {"effect", "of x", {{"level", "", ""}, {"effect", "percent", ""}}, {{"low", 1.5}, {"high", 2.5}}}};
    write_study_table(file, table);
    CHECK(study_file_at(folder.path) == file);
    CHECK_FALSE(study_file_at(folder.path / "none").has_value());
    const StudyTable read = read_study_table(file);
    CHECK(read.title == table.title);
    CHECK(read.design == "list");
    CHECK(read.factors[0].name == "dose, oral");
    CHECK(read.rows[1].levels == table.rows[1].levels);
    CHECK(read.rows[0].responses == table.rows[0].responses);
    CHECK(read.rows[1].status == RunStatus::failed);
    REQUIRE(read.responses[0].target.has_value());
    CHECK(read.responses[0].target->spread == 0.05);
    CHECK_FALSE(read.responses[0].target->is_fitted);
    CHECK(read.responses[0].target->source == "Someone 2001");
    REQUIRE(find_analysis(read, "effect") != nullptr);
    CHECK(find_analysis(read, "effect")->rows == table.analyses[0].rows);

    fs::resize_file(file, fs::file_size(file) / 2);
    CHECK_THROWS_AS(read_study_table(file), FileError);
}

TEST_CASE("A study's run reads back as it was written, and is refused for another seed or when damaged", "[study]")
{
    const Folder folder;
    const fs::path file = folder.path / "run.h5";
    RunIdentity identity;
    identity.seed = 9;
    const StudyRunResult result{{{0.0, 6.0}, {{"BV/TV", "1", "bone", {0.25, 0.5}}}}, 1.5, 1000};
    write_study_run(file, identity, Grid{2, 2, 2, {10.0}}, result);
    const StudyRunResult read = read_study_run(file, 9);
    CHECK(read.series.time_h == result.series.time_h);
    REQUIRE(read.series.series.size() == 1);
    CHECK(read.series.series[0].name == "BV/TV");
    CHECK(read.series.series[0].values == result.series.series[0].values);
    CHECK(read.seconds == 1.5);
    CHECK(read.peak_memory_bytes == 1000);
    CHECK_THROWS_AS(read_study_run(file, 8), FileError);
    fs::resize_file(file, fs::file_size(file) / 2);
    CHECK_THROWS_AS(read_study_run(file, 9), FileError);
}
