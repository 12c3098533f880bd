#include "app/scenario/read_cell_table.hpp"
#include "app/scenario/scenario.hpp"

#include "agents/tissue_model.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace trabecula;

namespace {

namespace fs = std::filesystem;

/// A table in a file of its own while it lives.
struct CellFile {
    fs::path path = fs::temp_directory_path() / ("trabecula-cells-" + std::to_string(::getpid()) + ".csv");
    explicit CellFile(const std::string& text) { std::ofstream(path) << text; }
    ~CellFile() { fs::remove(path); }
};

std::string complaint(const std::string& text)
{
    const CellFile file(text);
    Problems problems;
    read_cell_table(file.path, problems);
    try {
        problems.throw_if_any();
    } catch (const InputError& error) {
        return error.what();
    }
    return "nothing was wrong";
}

/// The demo on 160 um of bone, with these cells alone.
Scenario demo_with(const fs::path& cells)
{
    return load_scenario(fs::path(TRABECULA_SOURCE_DIR) / "configs/scenarios/demo.toml",
                         {{"tissue.synthetic.size=160 um", "tissue.synthetic.thickness=50 um"}, {}, cells.string()});
}

std::string refusal(const std::string& text)
{
    const CellFile file(text);
    const Scenario scenario = demo_with(file.path);
    try {
        TissueModel(scenario.model, make_tissue(scenario));
    } catch (const InputError& error) {
        return error.what();
    }
    return "nothing was wrong";
}

/// "x,y,z" of the first voxel of each kind in the tissue of `demo_with`.
struct Places {
    std::string bone, surface, marrow;

    Places()
    {
        const CellFile none("type,x,y,z\n");
        const Scenario scenario = demo_with(none.path);
        const TissueModel model(scenario.model, make_tissue(scenario));
        const Grid& grid = model.state().tissue.grid;
        const auto material = model.state().tissue.table[model.state().tissue.material];
        for (std::size_t i = grid.size(); i-- > 0;) {
            const Vector3 p = grid.centre_um(grid.voxel(i));
            std::string& kind = material[i] == Material::bone            ? bone
                                : model.workspace().touches_bone[i] != 0 ? surface
                                                                         : marrow;
            kind = std::to_string(p.x) + "," + std::to_string(p.y) + "," + std::to_string(p.z);
        }
    }
};

}  // namespace

TEST_CASE("A table of cells is read with names in any order, quotes, comments and empty fields", "[cells]")
{
    const CellFile file(
        "\xEF\xBB\xBF# by hand\n x , type,y,z,\"age\",nuclei\r\n\n105.5,osteoclast, "
        "20,30,24,8\r\n1,\"t_cell\",2,3,,\n");
    Problems problems;
    const CellTable table = read_cell_table(file.path, problems);
    CHECK_FALSE(problems.any());
    CHECK(table.attributes == std::vector<std::string>{"age", "nuclei"});
    REQUIRE(table.cells.size() == 2);
    CHECK(table.cells[0].type == index(Cell::osteoclast));
    CHECK(table.cells[0].position_um.x == 105.5);
    CHECK(table.cells[0].line == 4);
    REQUIRE(table.cells[0].attributes.size() == 2);
    CHECK(table.cells[0].attributes[1].value == 8.0);
    CHECK(table.cells[1].type == index(Cell::t_cell));
    CHECK(table.cells[1].attributes.empty());
}

TEST_CASE("Each kind of wrong table of cells is refused with line and column", "[cells][errors]")
{
    const auto [text, said] = GENERATE(table<std::string, std::string>({
        {"", "holds no line of names"},
        {"type;x;y;z\n", "separate the fields by commas"},
        {"type,x,y\n", ":1:1: there is no column z"},
        {"type,x,y,z,x\n", ":1:12: column x stands twice"},
        {"type,x,y,z,\n", ":1:12: a column has no name"},
        {"type,x,y,z\nt_cell,1,2\n", ":2:1: this line has 3 fields, the line of names 4"},
        {"type,x,y,z\ntcell,1,2,3\n", ":2:1: type = \"tcell\" is no cell type; did you mean t_cell?"},
        {"type,x,y,z\nt_cell,1,10 um,3\n", ":2:10: y = \"10 um\" is not a number"},
        {"type,x,y,z\nt_cell,1,,3\n", ":2:10: y = \"\" is not a number"},
        {"type,x,y,z\nt_cell,1,nan,3\n", "y = \"nan\" is not a number"},
    }));
    CAPTURE(text);
    CHECK_THAT(complaint(text), Catch::Contains(said));
}

TEST_CASE("A table with a hundred wrong lines shows twenty and counts the rest", "[cells][errors]")
{
    std::string text = "type,x,y,z\n";
    for (int i = 0; i < 100; ++i) text += "t_cell,1,2,?\n";
    const std::string all = complaint(text);
    CHECK(std::count(all.begin(), all.end(), '\n') == 20);
    CHECK_THAT(all, Catch::Contains("80 more problems in this table"));
}

TEST_CASE("A table that is not there is refused", "[cells][errors]")
{
    CHECK_THROWS_WITH(demo_with("no/such.csv"), Catch::Contains("cannot be read"));
}

TEST_CASE("Cells of a table stand where it says, with the attributes it gives, and no others", "[cells]")
{
    const Places at;
    const CellFile file("type,x,y,z,age,nuclei,nfkb\nosteoclast," + at.surface + ",24,8,\nosteocyte," + at.bone +
                        ",,,\nosteoclast_precursor," + at.marrow + ",,,0.25\n");
    const Scenario scenario = demo_with(file.path);
    const TissueModel model(scenario.model, make_tissue(scenario));
    const auto cells = [&](Cell type) -> const Population& { return model.state().populations[index(type)]; };
    std::size_t all = 0;
    for (const Population& population : model.state().populations) all += population.size();
    CHECK(all == 3);
    const Table& osteoclasts = cells(Cell::osteoclast).table;
    REQUIRE(osteoclasts.rows() == 1);
    CHECK(osteoclasts.number(*osteoclasts.find("age"), 0) == 24.0);
    CHECK(osteoclasts.number(*osteoclasts.find("nuclei"), 0) == 8.0);
    const Table& precursors = cells(Cell::osteoclast_precursor).table;
    CHECK(precursors.number(*precursors.find("nfkb"), 0) == Approx(0.25));
    CHECK(cells(Cell::osteocyte).size() == 1);
}

TEST_CASE("A cell that cannot live where a table puts it is refused, with the nearest place", "[cells][errors]")
{
    const Places at;
    const std::string names = "type,x,y,z,nuclei,nfkb\n";
    CHECK_THAT(refusal(names + "t_cell,-5,0,0,,\n"), Catch::Contains(":2:1: (-5, 0, 0) um is beyond the box"));
    CHECK_THAT(refusal(names + "t_cell," + at.bone + ",,\n"),
               Catch::Contains("is in bone; it lives in marrow; the nearest is at ("));
    CHECK_THAT(refusal(names + "osteocyte," + at.marrow + ",,\n"), Catch::Contains("it lives in bone"));
    CHECK_THAT(refusal(names + "osteoclast," + at.surface + ",2.5,\n"),
               Catch::Contains("nuclei = 2.5 is out of range: it must be a whole number from 1 to 20"));
    CHECK_THAT(refusal(names + "t_cell," + at.marrow + ",3,\n"), Catch::Contains("t_cell has no attribute nuclei"));
    CHECK_THAT(refusal(names + "osteoclast_precursor," + at.marrow + ",,1.5\n"),
               Catch::Contains("nfkb = 1.5 is out of range: it must be between 0 and 1"));
    CHECK_THAT(refusal("type,x,y,z,nuclie\n"),
               Catch::Contains("no cell type has an attribute \"nuclie\"; did you mean"));
    std::string crowd = "type,x,y,z\n";
    for (int i = 0; i < 50; ++i) crowd += "macrophage," + at.marrow + "\n";
    CHECK_THAT(refusal(crowd), Catch::Contains("finds no room"));
}

TEST_CASE("A scenario has one hash wherever its files lie, and another one when they change", "[cells]")
{
    const CellFile file("type,x,y,z\nt_cell,1,2,3\n");
    const std::string here = demo_with(file.path).hash;
    const fs::path elsewhere = file.path.string() + ".copy";
    fs::copy_file(file.path, elsewhere);
    CHECK(demo_with(elsewhere).hash == here);
    std::ofstream(elsewhere, std::ios::app) << "t_cell,4,5,6\n";
    CHECK(demo_with(elsewhere).hash != here);
    fs::remove(elsewhere);
}
