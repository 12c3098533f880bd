#include "agents/histology_observables.hpp"

namespace trabecula {

namespace {

constexpr double um_mm = 1e3;
constexpr double um2_mm2 = 1e6;
constexpr double um3_mm3 = 1e9;
constexpr double hours_a_day = 24.0;
constexpr double days_a_year = 365.25;

using Histology = Histomorphometry;

Observable of_histology(std::string name, std::string unit, std::string meaning, double (*value)(const Histology&))
{
    return {std::move(name), std::move(unit), std::move(meaning),
            [value](const Observation& now) { return value(now.histology); }};
}

double osteoid_um3(const Observation& now)
{
    return now.osteoid_mm3.value_or(undefined) * um3_mm3;
}

std::vector<Observable> static_observables()
{
    return {
        of_histology("BS", "mm2", "bone surface", [](const Histology& h) { return h.surface_um2 / um2_mm2; }),
        of_histology("BS/BV", "1/mm", "bone surface per bone volume",
                     [](const Histology& h) { return ratio(h.surface_um2 * um_mm, h.bone_um3); }),
        of_histology("Oc.S/BS", "1", "share of the bone surface under osteoclasts",
                     [](const Histology& h) { return ratio(h.osteoclast_um2, h.surface_um2); }),
        of_histology("N.Oc/BS", "1/mm", "osteoclasts that a section shows per length of bone surface",
                     [](const Histology& h) { return ratio(h.osteoclasts_um * um_mm, h.surface_um2); }),
        of_histology("Ob.S/BS", "1", "share of the bone surface under osteoblasts",
                     [](const Histology& h) { return ratio(h.osteoblast_um2, h.surface_um2); }),
        of_histology("N.Ob/BS", "1/mm", "osteoblasts that a section shows per length of bone surface",
                     [](const Histology& h) { return ratio(h.osteoblasts_um * um_mm, h.surface_um2); }),
        of_histology("ES/BS", "1", "share of the bone surface that is eroded",
                     [](const Histology& h) { return ratio(h.eroded_um2, h.surface_um2); }),
        of_histology("E.De", "um", "mean depth of the eroded surface",
                     [](const Histology& h) { return h.erosion_depth_um.value_or(undefined); }),
        of_histology("OS/BS", "1", "share of the bone surface with osteoid",
                     [](const Histology& h) { return ratio(h.osteoid_um2, h.surface_um2); }),
        {"OV/BV", "1", "osteoid per bone volume",
         [](const Observation& now) { return ratio(osteoid_um3(now), now.histology.bone_um3); }},
        {"O.Th", "um", "mean thickness of osteoid",
         [](const Observation& now) { return ratio(osteoid_um3(now), now.histology.osteoid_um2); }},
        of_histology("W.Th", "um", "mean thickness of new bone where formation has ended",
                     [](const Histology& h) { return h.wall_um.value_or(undefined); }),
    };
}

double osteocytes_per_mm3(const Observation& now)
{
    const std::size_t osteocyte = index(Cell::osteocyte);
    const double count = static_cast<double>(now.model.state().populations[osteocyte].size()) *
                         now.model.params().cells[osteocyte].weight;
    return ratio(count * um3_mm3, now.histology.bone_um3);
}

/// What the last two labels tell; undefined before there were two.
struct Labels {
    explicit Labels(const Observation& now)
        : days(steps_between_labels(now.model.params()) * now.model.params().step.value / hours_a_day)
    {
        const Table& totals = now.model.state().totals;
        const auto& columns = now.model.workspace().labels;
        if (!columns || totals[columns->pairs][0] == 0.0) return;
        double_um2 = totals[columns->double_um2][0];
        single_um2 = totals[columns->single_um2][0];
        surface_um2 = totals[columns->surface_um2][0];
        apart_um = totals[columns->apart_um][0];
    }

    double days;
    double double_um2 = undefined;
    double single_um2 = undefined;
    double surface_um2 = undefined;
    double apart_um = undefined;

    double mineralizing_share() const { return ratio(double_um2 + 0.5 * single_um2, surface_um2); }
    double apposition_um_per_d() const { return double_um2 > 0.0 ? apart_um / days : undefined; }
    /// Nothing is formed where no surface is labelled.
    double formation_um_per_d() const
    {
        return mineralizing_share() == 0.0 ? 0.0 : apposition_um_per_d() * mineralizing_share();
    }
};

double bone_formation_per_volume(const Observation& now)
{
    return Labels(now).formation_um_per_d() * ratio(now.histology.surface_um2, now.histology.bone_um3) * days_a_year;
}

double activation_frequency(const Observation& now)
{
    return Labels(now).formation_um_per_d() / now.histology.wall_um.value_or(undefined) * days_a_year;
}

std::vector<Observable> dynamic_observables()
{
    const auto share = [](double Labels::*part) {
        return [part](const Observation& now) {
            const Labels labels(now);
            return ratio(labels.*part, labels.surface_um2);
        };
    };
    return {
        {"dLS/BS", "1", "share of the bone surface with two labels", share(&Labels::double_um2)},
        {"sLS/BS", "1", "share of the bone surface with one label", share(&Labels::single_um2)},
        {"MS/BS", "1", "mineralizing surface: doubly and half of singly labelled",
         [](const Observation& now) { return Labels(now).mineralizing_share(); }},
        {"MAR", "um/d", "mineral apposition rate: distance of two labels over their interval",
         [](const Observation& now) { return Labels(now).apposition_um_per_d(); }},
        {"BFR/BS", "um3/um2/d", "bone formation rate per bone surface",
         [](const Observation& now) { return Labels(now).formation_um_per_d(); }},
        {"BFR/BV", "1/year", "bone formation rate per bone volume", &bone_formation_per_volume},
        {"Ac.f", "1/year", "activation frequency: BFR/BS over W.Th", &activation_frequency},
    };
}

}  // namespace

std::vector<Observable> histology_observables(const ModelParams& params)
{
    std::vector<Observable> list = static_observables();
    list.push_back({"N.Ot/BV", "1/mm3", "osteocytes per bone volume", &osteocytes_per_mm3});
    if (params.label_interval.value > 0.0)
        for (Observable& observable : dynamic_observables()) list.push_back(std::move(observable));
    return list;
}

}  // namespace trabecula
