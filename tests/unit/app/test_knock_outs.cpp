#include "app/scenario/scenario.hpp"

#include "agents/observables.hpp"
#include "agents/tissue_model.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>

using namespace trabecula;

namespace {

Scenario with(const std::vector<std::string>& changes)
{
    std::vector<std::string> settings{"tissue.synthetic.size=240 um", "time.duration=2 d", "output.frames=0 h",
                                      "solver.coarsening=2"};
    settings.insert(settings.end(), changes.begin(), changes.end());
    return load_scenario(std::filesystem::path(TRABECULA_SOURCE_DIR) / "configs/scenarios/demo.toml", {settings});
}

const CellParams& cell(const Scenario& scenario, Cell which)
{
    return scenario.model.cells[index(which)];
}

double measured(const TissueModel& model, const std::string& series)
{
    for (const Observable& observable : observables(model))
        if (observable.name == series) return observable.measure(model);
    const Table& totals = model.state().totals;
    if (const auto column = totals.find(series)) return totals.number(*column, 0);
    throw std::logic_error("no series " + series);
}

/// A series of one run after each of these hours, in ascending order.
std::vector<double> after(const Scenario& scenario, const std::vector<int>& hours, const std::string& series)
{
    TissueModel model(scenario.model, make_tissue(scenario));
    std::vector<double> values;
    int steps = 0;
    for (const int hour : hours) {
        for (; steps < hour; ++steps) model.step();
        values.push_back(measured(model, series));
    }
    return values;
}

double after(const Scenario& scenario, int hours, const std::string& series)
{
    return after(scenario, std::vector{hours}, series).front();
}

}  // namespace

TEST_CASE("A field that is knocked out stays exactly zero", "[knock-out]")
{
    CHECK(after(with({"intervention.ko.knock_out=['TNF']"}), 6, "TNF.mean") == 0.0);
    CHECK(after(with({}), 6, "TNF.mean") > 0.0);
}

TEST_CASE("A blockade acts in its time alone", "[knock-out]")
{
    const Scenario blocked = with({"intervention.ko={knock_out=['IL6'], start='2 h', stop='8 h'}"});
    const std::vector<double> its = after(blocked, {1, 7, 12}, "IL6.mean");
    const std::vector<double> untreated = after(with({}), {1, 7, 12}, "IL6.mean");
    CHECK(its[0] == untreated[0]);
    const double left =
        std::pow(1.0 + 0.7, -5);  // of what was there: five implicit steps of decay at 0.7 /h, and uptake
    CHECK(its[1] < left * untreated[1]);
    CHECK(its[2] > 0.3 * untreated[2]);
    CHECK(after(blocked, 4, "intervention_ko") == 1.0);
}

TEST_CASE("A cell type that is knocked out is neither placed nor made", "[knock-out]")
{
    const Scenario no_t_cells = with({"intervention.ko.knock_out=['t_cell']"});
    CHECK(cell(no_t_cells, Cell::t_cell).density == 0.0);
    CHECK(after(no_t_cells, 6, "t_cell.count") == 0.0);
    const std::vector<std::string> eager{"cell.msc.behaviour.become_osteoblast.base=5 /d",
                                         "cell.msc.behaviour.become_osteoblast.requires=[]",
                                         "cell.msc.density=20000 /mm3"};
    std::vector<std::string> knocked_out = eager;
    knocked_out.emplace_back("intervention.ko.knock_out=['osteoblast', 'osteocyte']");
    CHECK(after(with(eager), 6, "osteoblast.born") > 3.0);
    CHECK(after(with(knocked_out), 6, "osteoblast.count") == 0.0);
    CHECK(with(knocked_out).model.bone.buried_density.value == 0.0);
}

TEST_CASE("A state that is knocked out leaves its share to the others", "[knock-out]")
{
    const Scenario scenario = with({"intervention.ko.knock_out=['Treg']"});
    const StateGroup& fate = cell(scenario, Cell::t_cell).states.front();
    double total = 0.0;
    for (const double part : fate.shares) total += part;
    CHECK(total == Approx(1.0));
    CHECK(fate.shares.back() == 0.0);
    CHECK(after(scenario, 6, "t_cell.Treg.count") == 0.0);
}

TEST_CASE("A node that is knocked out is 0, and a cut edge is gone alone", "[knock-out]")
{
    const Scenario scenario = with({"intervention.a.knock_out=['osteoclast_precursor.nfatc1']",
                                    "intervention.b.knock_out=['TNF -> osteoblast.nfkb']"});
    for (const NodeSpec& node : cell(scenario, Cell::osteoblast).rulebook.nodes())
        if (node.rule.name.text == "nfkb") {
            CHECK(std::ranges::none_of(node.rule.activators, [](const Driver& d) { return d.signal.text == "TNF"; }));
            CHECK(node.rule.activators.size() == 1);
        }
    TissueModel model(scenario.model, make_tissue(scenario));
    for (int i = 0; i < 6; ++i) model.step();
    const Table& precursors = model.state().populations[index(Cell::osteoclast_precursor)].table;
    const std::size_t nfatc1 = precursors.find("nfatc1").value();
    REQUIRE(precursors.rows() > 10);
    for (std::size_t row = 0; row < precursors.rows(); ++row) REQUIRE(precursors.number(nfatc1, row) == 0.0);
}

TEST_CASE("A treated run and its twin share what the knock-out does not touch", "[knock-out]")
{
    const auto b_cells = [](const Scenario& scenario) {
        TissueModel model(scenario.model, make_tissue(scenario));
        for (int i = 0; i < 4; ++i) model.step();
        const Population& cells = model.state().populations[index(Cell::b_cell)];
        return std::vector<CellId>(cells.table[cells.id].begin(), cells.table[cells.id].end());
    };
    CHECK(b_cells(with({"intervention.ko.knock_out=['IL12']"})) == b_cells(with({})));
}
