#include "app/study/enumerated_arms.hpp"
#include "app/study/morris.hpp"
#include "app/study/range.hpp"
#include "app/study/sampling_library.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

using namespace trabecula;

namespace {

Factor doses(const std::string& name, const std::vector<std::string>& levels)
{
    Factor factor;
    factor.name.text = name;
    factor.path.text = "dose." + name;
    for (const std::string& level : levels) factor.levels.push_back({level, {}, {{"dose." + name + '=' + level, {}}}});
    return factor;
}

Factor ranged(double low, double high, Scale scale, const std::string& unit)
{
    Factor factor;
    factor.path.text = "key";
    factor.range = Range{low, high, scale, unit, {}};
    return factor;
}

std::vector<std::string> shown(const std::vector<Arm>& arms)
{
    std::vector<std::string> lines;
    for (const Arm& arm : arms) {
        std::string line;
        for (const Level& level : arm) line += (line.empty() ? "" : " ") + level.shown;
        lines.push_back(line);
    }
    return lines;
}

}  // namespace

TEST_CASE("One at a time changes each factor in turn, pairs go on with two at once", "[study]")
{
    std::vector<Factor> factors{doses("a", {"1", "2"}), doses("b", {"3", "4"})};
    factors[1].base = Level{"0", {}, {{"dose.b=0", {}}}};
    const std::vector<Arm> single = one_at_a_time(factors);
    CHECK(shown(single) == std::vector<std::string>{"base 0", "1 0", "2 0", "base 3", "base 4"});
    CHECK(single.front()[0].settings.empty());
    const std::vector<Arm> pairs = pairs_of(factors);
    CHECK(std::vector<Arm>(pairs.begin(), pairs.begin() + 5).size() == single.size());
    CHECK(shown({pairs.begin() + 5, pairs.end()}) == std::vector<std::string>{"1 3", "2 4"});
}

TEST_CASE("A point takes its value from the range, on its scale and with its unit, or a level", "[study]")
{
    CHECK(level_at(ranged(2.0, 8.0, Scale::linear, "/d"), 0.5).shown == "5 /d");
    CHECK(level_at(ranged(2.0, 8.0, Scale::log, "/d"), 0.5).settings.front().text == "key=\"4 /d\"");
    CHECK(level_at(ranged(0.0, 1.0, Scale::linear, ""), 1.0 / 3.0).settings.front().text == "key=0.333333");
    const Factor three = doses("a", {"x", "y", "z"});
    CHECK(level_at(three, 0.0).shown == "x");
    CHECK(level_at(three, 0.34).shown == "y");
    CHECK(level_at(three, 1.0).shown == "z");
}

TEST_CASE("Trajectories change one factor at a time, each once, by the same jump within 0 to 1", "[study]")
{
    const std::size_t factors = 5;
    const UnitPoints points = morris_trajectories(20, factors, 4, 7);
    REQUIRE(points.size() == 20 * (factors + 1));
    for (std::size_t first = 0; first < points.size(); first += factors + 1) {
        std::set<std::size_t> changed;
        for (std::size_t i = first + 1; i <= first + factors; ++i)
            for (std::size_t f = 0; f < factors; ++f) {
                CHECK((points[i][f] >= 0.0 && points[i][f] <= 1.0));
                if (points[i][f] == points[i - 1][f]) continue;
                CHECK(std::abs(points[i][f] - points[i - 1][f]) == Approx(2.0 / 3.0));
                CHECK(changed.insert(f).second);
            }
        CHECK(changed.size() == factors);
    }
    CHECK(points == morris_trajectories(20, factors, 4, 7));
    CHECK(points != morris_trajectories(20, factors, 4, 8));
}

TEST_CASE("Elementary effects of a plane are its slopes, and a value that is not known costs two of them", "[study]")
{
    const UnitPoints points = morris_trajectories(6, 2, 4, 1);
    std::vector<double> values;
    for (const auto& point : points) values.push_back(3.0 * point[0] - 2.0 * point[1]);
    for (const double effect : elementary_effects(points, values, 0)) CHECK(effect == Approx(3.0));
    CHECK(elementary_effects(points, values, 1).size() == 6);
    values[1] = std::nan("");  // the middle of the first trajectory
    CHECK(elementary_effects(points, values, 0).size() == 5);
    CHECK(elementary_effects(points, values, 1).size() == 5);
}

TEST_CASE("Sobol' indices of Ishigami's function are those of its formula", "[study]")
{
    const SamplingLibrary* const library = sampling_library();
    if (library == nullptr) {
        WARN("SKIPPED: built without OpenTURNS");
        return;
    }
    const std::size_t samples = 1024;
    const UnitPoints points = library->saltelli(samples, 3);
    REQUIRE(points.size() == 5 * samples);
    std::vector<double> values;
    for (const auto& point : points) {
        const auto angle = [&](std::size_t f) { return std::numbers::pi * (2.0 * point[f] - 1.0); };
        const double sine = std::sin(angle(1));
        values.push_back(std::sin(angle(0)) + 7.0 * sine * sine + 0.1 * std::pow(angle(2), 4) * std::sin(angle(0)));
    }
    const SobolIndices found = library->sobol_indices(points, values, samples).value();
    const std::vector<double> first{0.3139, 0.4424, 0.0};
    const std::vector<double> total{0.5576, 0.4424, 0.2437};
    for (std::size_t f = 0; f < 3; ++f) {
        CHECK(found.first[f].value == Approx(first[f]).margin(0.03));
        CHECK(found.total[f].value == Approx(total[f]).margin(0.03));
        CHECK((found.first[f].low < first[f] && first[f] < found.first[f].high));
        CHECK((found.total[f].low < total[f] && total[f] < found.total[f].high));
    }
}

TEST_CASE("A small design of Saltelli's repeats no point, and tells no index of what hardly varies", "[study]")
{
    const SamplingLibrary* const library = sampling_library();
    if (library == nullptr) {
        WARN("SKIPPED: built without OpenTURNS");
        return;
    }
    const std::size_t samples = 8;
    const UnitPoints points = library->saltelli(samples, 2);
    CHECK(std::set(points.begin(), points.end()).size() == 4 * samples);
    std::vector<double> values(points.size(), 1.0);
    values.back() = 2.0;
    CHECK_FALSE(library->sobol_indices(points, values, samples));
}

TEST_CASE("A Latin hypercube has one point in each slice of each factor, and a Sobol' sequence is the known one",
          "[study]")
{
    const SamplingLibrary* const library = sampling_library();
    if (library == nullptr) {
        WARN("SKIPPED: built without OpenTURNS");
        return;
    }
    const UnitPoints points = library->latin_hypercube(10, 3, 4);
    for (std::size_t f = 0; f < 3; ++f) {
        std::set<int> slices;
        for (const auto& point : points) slices.insert(static_cast<int>(10.0 * point[f]));
        CHECK(slices.size() == 10);
    }
    CHECK(points == library->latin_hypercube(10, 3, 4));
    CHECK(library->sobol_sequence(4, 2) == UnitPoints{{0.5, 0.5}, {0.75, 0.25}, {0.25, 0.75}, {0.375, 0.375}});
    std::vector<double> values;
    for (const auto& point : points) values.push_back(std::exp(point[1]));
    CHECK(library->rank_correlations(points, values)[1] > 0.99);
}
