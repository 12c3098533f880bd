#include "app/study/analyses.hpp"
#include "app/study/enumerated_arms.hpp"
#include "app/study/hill_fit.hpp"
#include "app/study/jackknife.hpp"
#include "app/study/synergy.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace trabecula;

namespace {

const HillCurve strong{100.0, -80.0, 3.0, 1.0};

/// Two agents in three doses, alone and together; `give` makes a response of two doses and a seed.
template <class Give>
AnalysisTable analysed(AnalysisKind kind, Give&& give)
{
    Study study;
    study.design.kind = DesignKind::pairs;
    study.replicates = 4;
    for (const char* name : {"a", "b"}) {
        Factor factor;
        factor.name.text = name;
        for (const char* dose : {"1 uM", "3 uM", "10 uM"}) factor.levels.push_back({dose, {}, {{"x=1", {}}}});
        factor.base = Level{"0 uM", {}, {}};
        study.factors.push_back(factor);
    }
    study.arms = pairs_of(study.factors);
    study.responses.emplace_back().name.text = "cells";
    study.analyses = {{kind, {0}, {0, 1}}};
    StudyTable table;
    for (std::size_t arm = 0; arm < study.arms.size(); ++arm)
        for (std::int64_t seed = 0; seed < 4; ++seed) {
            StudyRow row;
            row.arm = arm + 1;
            row.status = RunStatus::done;
            row.responses = {give(std::stod(study.arms[arm][0].shown), std::stod(study.arms[arm][1].shown), seed)};
            table.rows.push_back(row);
        }
    return analyse(study, table).front();
}

template <class T>
T cell(const AnalysisTable& table, std::size_t row, const std::string& column)
{
    const auto found = std::ranges::find(table.columns, column, &AnalysisTable::Column::name);
    REQUIRE(found != table.columns.end());
    return std::get<T>(table.rows[row][static_cast<std::size_t>(found - table.columns.begin())]);
}

double noise(std::int64_t seed)
{
    return 1.0 + 0.02 * (static_cast<double>(seed) - 1.5);
}

}  // namespace

TEST_CASE("A fit finds the curve that made the points", "[study]")
{
    const HillCurve curve = GENERATE(values<HillCurve>({strong, {5.0, 2.0, 40.0, 2.5}, {0.2, -0.1, 0.5, 0.7}}));
    std::vector<double> doses;
    std::vector<double> values;
    for (const double times : {0.1, 0.3, 1.0, 3.0, 10.0, 30.0}) {
        doses.push_back(times * curve.ec50);
        values.push_back(curve.at(doses.back()));
    }
    const auto found = fit_hill(doses, values, curve.untreated);
    REQUIRE(found);
    CHECK(found->change == Approx(curve.change).epsilon(1e-3));
    CHECK(found->ec50 == Approx(curve.ec50).epsilon(1e-3));
    CHECK(found->hill == Approx(curve.hill).epsilon(1e-3));
    CHECK(found->dose_for(0.5 * curve.change) == Approx(curve.ec50).epsilon(1e-3));
    CHECK(std::isinf(found->dose_for(1.1 * curve.change)));
}

TEST_CASE("The jackknife of a mean has the interval of Student's t", "[study]")
{
    const std::vector<double> values{2.0, 4.0, 4.0, 6.0};
    const auto mean = jackknife(4, [&](std::optional<std::size_t> left_out) {
        double sum = 0.0;
        for (std::size_t i = 0; i < 4; ++i) sum += i == left_out ? 0.0 : values[i];
        return std::vector<double>{sum / (left_out ? 3.0 : 4.0)};
    });
    CHECK(mean.front().value == Approx(4.0));
    CHECK(mean.front().high - 4.0 == Approx(3.1824 * std::sqrt(8.0 / 3.0) / 2.0).epsilon(1e-4));
}

TEST_CASE("By Loewe an agent adds to itself, and two of opposite effect to nothing known", "[study]")
{
    CHECK(loewe_expected(strong, 2.0, strong, 3.0).value() == Approx(strong.at(5.0)).epsilon(1e-6));
    const HillCurve half_as_potent{100.0, -80.0, 6.0, 1.0};
    CHECK(loewe_expected(strong, 2.0, half_as_potent, 6.0).value() == Approx(strong.at(5.0)).epsilon(1e-6));
    CHECK_FALSE(loewe_expected(strong, 1.0, HillCurve{100.0, 50.0, 3.0, 1.0}, 1.0));
}

TEST_CASE("Dose-response finds EC50 and its interval through the seeds, and no EC50 where nothing happens", "[study]")
{
    const AnalysisTable table = analysed(
        AnalysisKind::dose_response, [](double a, double, std::int64_t seed) { return noise(seed) * strong.at(a); });
    REQUIRE(table.rows.size() == 2);
    CHECK(cell<double>(table, 0, "EC50") == Approx(3.0).epsilon(1e-2));
    CHECK(cell<double>(table, 0, "Emax") == Approx(-80.0).epsilon(1e-2));
    CHECK(cell<double>(table, 0, "EC50_low") <= 3.01);
    CHECK(cell<double>(table, 0, "EC50_high") >= 2.99);
    CHECK(cell<std::string>(table, 0, "dose_unit") == "uM");
    CHECK(cell<std::string>(table, 1, "note") == "no effect beyond chance");
    CHECK(std::isnan(cell<double>(table, 1, "EC50")));
}

TEST_CASE("A course that no Hill curve follows, or whose top is out of sight, has no EC50", "[study]")
{
    const auto first_row = [](auto&& course) {
        const AnalysisTable table = analysed(
            AnalysisKind::dose_response, [&](double a, double, std::int64_t seed) { return course(a) * noise(seed); });
        CHECK(std::isnan(cell<double>(table, 0, "EC50")));
        return table;
    };
    const auto down_and_up = first_row([](double a) { return a == 0.0 ? 100.0 : a == 3.0 ? 60.0 : 140.0; });
    CHECK(cell<std::string>(down_and_up, 0, "note") == "no Hill curve fits");
    CHECK(std::isnan(cell<double>(down_and_up, 0, "Emax")));
    const auto straight = first_row([](double a) { return 100.0 + 20.0 * a; });
    CHECK(cell<std::string>(straight, 0, "note") == "EC50 far above the doses given: no top in sight");
    const auto at_once = first_row([](double a) { return a == 0.0 ? 100.0 : 50.0; });
    CHECK(cell<std::string>(at_once, 0, "note") == "EC50 far below the doses given");
    CHECK(cell<double>(at_once, 0, "Emax") == Approx(-50.0).epsilon(0.1));
}

TEST_CASE("Of nothing there is no percent", "[study]")
{
    const AnalysisTable curves = analysed(AnalysisKind::dose_response, [](double a, double, std::int64_t seed) {
        return 10.0 * a / (3.0 + a) * noise(seed);
    });
    CHECK(std::isnan(cell<double>(curves, 0, "Emax")));
    CHECK(cell<double>(curves, 0, "EC50") == Approx(3.0).epsilon(0.1));
    CHECK(cell<std::string>(curves, 0, "note") == "untreated is 0: no percent of it");
    const AnalysisTable effects =
        analysed(AnalysisKind::effect, [](double a, double, std::int64_t seed) { return a * noise(seed); });
    CHECK(std::isnan(cell<double>(effects, 0, "effect")));
    CHECK(cell<std::string>(effects, 0, "note") == "the reference is 0: no percent of it");
}

TEST_CASE("An effect is of one level against the first, with the others alike, seed by seed", "[study]")
{
    const AnalysisTable table = analysed(AnalysisKind::effect, [](double a, double b, std::int64_t seed) {
        return noise(seed) * (100.0 + a + 10.0 * b);
    });
    CHECK(cell<std::string>(table, 0, "level") == "1 uM");
    CHECK(cell<std::string>(table, 0, "with") == "b = 0 uM");
    CHECK(cell<double>(table, 0, "effect") == Approx(1.0));
    CHECK(cell<double>(table, 0, "effect_high") == Approx(1.0));  // seeds are paired, so their noise cancels
    REQUIRE(table.rows.size() == 12);
    CHECK(cell<std::string>(table, 3, "with") == "b = 1 uM");  // the pair, against b alone
    CHECK(cell<double>(table, 3, "effect") == Approx(100.0 / 110.0));
}

TEST_CASE("Arms are ranked by their squared distances from published values, predictions beside", "[study]")
{
    Study study;
    study.replicates = 4;
    study.factors.emplace_back().name.text = "x";
    StudyTable table;
    table.responses = {{"fit", "1", "", StudyTarget{10.0, 2.0, true, "A"}},
                       {"count", "1", "", StudyTarget{5.0, 1.0, true, "B"}},
                       {"beside", "1", "", StudyTarget{0.0, 1.0, false, "C"}},
                       {"free", "1", ""}};
    const auto add = [&](const std::string& level, double fit, double count) {
        study.arms.push_back({Level{level, {}, {}}});
        for (std::int64_t seed = 0; seed < study.replicates; ++seed) {
            StudyRow row;
            row.arm = study.arms.size();
            row.status = std::isnan(fit) ? RunStatus::failed : RunStatus::done;
            row.responses = {noise(seed) * fit, count, 100.0, 1.0};
            table.rows.push_back(row);
        }
    };
    add("none", NAN, 5.0);
    add("far", 14.0, 2.0);
    add("near", 10.0, 6.0);
    const std::vector<AnalysisTable> tables = analyse(study, table);
    const AnalysisTable& misfit = tables[0];
    REQUIRE(misfit.rows.size() == 3);
    CHECK(cell<std::string>(misfit, 0, "levels") == "x = near");
    CHECK(cell<double>(misfit, 0, "misfit") == Approx(0.0 + 1.0));
    CHECK(cell<double>(misfit, 1, "misfit") == Approx(4.0 + 9.0));
    CHECK(cell<double>(misfit, 1, "above_best") == Approx(12.0));
    CHECK(cell<double>(misfit, 1, "above_best_low") == Approx(10.85).margin(0.1));  // Student, by hand
    CHECK(cell<double>(misfit, 1, "noise") == Approx(0.28 * 0.28 * (5.0 / 3.0) / 4.0 / 4.0));
    CHECK(cell<std::string>(misfit, 1, "farthest") == "count 3 below");
    CHECK(cell<std::string>(misfit, 2, "levels") == "x = none");
    CHECK(std::isnan(cell<double>(misfit, 2, "misfit")));
    CHECK(cell<std::string>(misfit, 2, "farthest") == "fit not known");
    const AnalysisTable& targets = tables[1];
    REQUIRE(targets.rows.size() == 9);  // the response without a target is not among them
    CHECK(cell<double>(targets, 3, "off") == Approx(2.0));
    CHECK(cell<double>(targets, 5, "off") == Approx(100.0));
    CHECK(cell<std::string>(targets, 5, "role") == "prediction");
}

TEST_CASE("Agents that act independently are additive by Bliss, one and the same by Loewe", "[study]")
{
    const auto independent = [](double a, double b, std::int64_t seed) {
        return noise(seed) * strong.at(a) * strong.at(b) / 100.0;
    };
    const AnalysisTable bliss = analysed(AnalysisKind::synergy, independent);
    REQUIRE(bliss.rows.size() == 3);
    CHECK(cell<double>(bliss, 2, "Bliss_excess") == Approx(0.0).margin(1e-9));
    CHECK(cell<std::string>(bliss, 2, "Bliss_says") == "-");
    const AnalysisTable loewe = analysed(
        AnalysisKind::synergy, [](double a, double b, std::int64_t seed) { return noise(seed) * strong.at(a + b); });
    CHECK(cell<double>(loewe, 1, "Loewe_excess") == Approx(0.0).margin(0.1));
    CHECK(cell<std::string>(loewe, 1, "Bliss_says") == "antagonism");
}

TEST_CASE("Agents that are stronger together are called a synergy, with an interval off 0", "[study]")
{
    const AnalysisTable table = analysed(AnalysisKind::synergy, [](double a, double b, std::int64_t seed) {
        return noise(seed) * strong.at(a) * strong.at(b) / 100.0 * (a > 0.0 && b > 0.0 ? 0.5 : 1.0) +
               0.1 * static_cast<double>(seed % 2);
    });
    CHECK(cell<std::string>(table, 0, "Bliss_says") == "synergy");
    CHECK(cell<double>(table, 0, "Bliss_excess") < -10.0);
    CHECK(cell<double>(table, 0, "Bliss_excess_high") < 0.0);
    CHECK(as_text(table).find("Bliss_excess") != std::string::npos);
}
