#include "app/scenario/read_model.hpp"

#include "app/scenario/knock_outs.hpp"
#include "app/scenario/read_bindings.hpp"
#include "app/scenario/read_cell_events.hpp"
#include "app/scenario/read_cells.hpp"
#include "app/scenario/read_interventions.hpp"
#include "app/scenario/read_walls.hpp"

#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

void read_fields(Section& root, ModelParams& params)
{
    Section fields = root.section("fields");
    for (auto& [name, section] : fields.named_sections()) {
        FieldSpec field;
        field.name = name.text;
        if (name.text.find_first_of("./ ") != std::string::npos)
            section.reader().problems.add(
                name.place,
                fmt::format("fields.{} has a name with a dot, slash or blank; use letters, digits and _", name.text));
        Section diffusivity = section.section("diffusivity");
        diffusivity.read("marrow", field.in_marrow, not_negative);
        diffusivity.read("bone", field.in_bone, not_negative);
        section.read("decay", field.decay, not_negative);
        section.read_if_present("initial", field.initial, not_negative);
        if (auto walls = section.section_if_present("walls")) field.walls = read_walls(*walls);
        field.source = section.source();
        params.fields.push_back(std::move(field));
    }
}

DimensionName systemic_dimension(Section& section)
{
    const std::vector<std::string> units{"1", "pM"};
    return section.choice("unit", units) == 1 ? ConcentrationDimension::name : NumberDimension::name;
}

void read_systemic(Section& root, Hours duration, ModelParams& params)
{
    auto systemic = root.section_if_present("systemic");
    if (!systemic) return;
    for (auto& [name, section] : systemic->named_sections()) {
        TimeCourse course;
        course.signal = {name.text, systemic_dimension(section), "systemic: " + section.text("meaning")};
        course.base = section.number_of("level", course.signal.dimension, not_negative);
        for (Section& exposure : section.list_if_present("changes"))
            course.exposures.push_back(read_exposure(exposure, "add", course.signal.dimension, duration));
        section.source();
        params.systemic.push_back(std::move(course));
    }
}

void check_effect_cells(const std::vector<Compound>& compounds, Problems& problems)
{
    std::vector<std::string> known;
    for (const CellType& type : cell_types()) known.emplace_back(type.name);
    for (const Compound& compound : compounds)
        for (const CompoundEffect& effect : compound.effects)
            if (!effect.cell.text.empty() && std::ranges::find(known, effect.cell.text) == known.end())
                problems.add(effect.cell.place,
                             fmt::format("compound {} acts on \"{}\", which is no cell type{}", compound.name,
                                         effect.cell.text, suggestion(effect.cell.text, known)));
}

/// What bone takes up of the compounds, whose systemic signals are known by now.
void find_bone_drugs(const std::vector<Compound>& compounds, ModelParams& params)
{
    for (const Compound& compound : compounds)
        for (std::size_t s = 0; compound.bone && s < params.systemic.size(); ++s)
            if (params.systemic[s].signal.name == compound.name)
                params.bone_drugs.push_back({compound.name, s, compound.bone->rate});
}

/// Precursors that each stand for more cells than the largest osteoclast has nuclei could never fuse.
void check_fusion(Section& root, const ModelParams& params)
{
    const CellParams& precursor = params.cells[index(Cell::osteoclast_precursor)];
    if (precursor.weight > static_cast<double>(params.bone.most_nuclei))
        root.reader().problems.add(
            root.place_of("bone"),
            fmt::format("bone.most_nuclei = {} is less than cell.osteoclast_precursor.weight = {:g}, so that no "
                        "precursor could fuse; lower the weight",
                        params.bone.most_nuclei, precursor.weight));
}

void read_bone(Section& root, ModelParams& params)
{
    Section section = root.section("bone");
    BoneParams& bone = params.bone;
    bone.source = section.source();
    section.read("matrix_age", bone.matrix_age, not_negative);
    section.read("mineral", bone.mineral, share);
    section.read("mineralisation_lag", bone.mineralisation_lag, not_negative);
    section.read("primary_time", bone.primary_time, positive);
    section.read("primary_level", bone.primary_level, share);
    section.read("secondary_rate", bone.secondary_rate, not_negative);
    section.read("fragment_check", bone.fragment_check, positive);
    section.read("packing", bone.packing, positive);
    bone.fusion_nuclei = section.whole_number("fusion_nuclei", 2, 50);
    bone.most_nuclei = section.whole_number("most_nuclei", 2, 200);
    bone.first_nuclei = section.whole_number("first_nuclei", 2, 200);
    if (bone.most_nuclei < bone.fusion_nuclei)
        section.problem("most_nuclei", "is less than fusion_nuclei; no osteoclast could form");
    SquareMicrometres under_nucleus;
    section.read("surface_per_nucleus", under_nucleus, Bounds{.least = 1.0, .most = 1e4});
    bone.um2_per_nucleus = under_nucleus.value;
    section.read("contact_depth", bone.contact_depth, Bounds{.least = 0.1, .most = 100.0});
    section.read("formation_reach", bone.formation_reach, Bounds{.least = 0.1, .most = 100.0});
    section.read("buried_density", bone.buried_density, not_negative);
    section.read("gradient_half", bone.gradient_half, positive);
}

/// The systemic signal called so.
std::size_t systemic_called(Section& section, std::string_view key, const std::vector<TimeCourse>& systemic)
{
    const NameInFile name = section.name(key);
    std::vector<std::string> known;
    for (const TimeCourse& course : systemic) known.push_back(course.signal.name);
    const auto found = std::ranges::find(known, name.text);
    if (found == known.end())
        section.problem(key, fmt::format("= \"{}\" is no systemic signal{}", name.text, suggestion(name.text, known)));
    return found == known.end() ? 0 : static_cast<std::size_t>(found - known.begin());
}

void read_load(Section& root, ModelParams& params)
{
    auto section = root.section_if_present("load");
    if (!section) return;
    LoadParams load;
    load.source = section->source();
    load.signal = systemic_called(*section, "signal", params.systemic);
    section->read("modulus", load.modulus, positive);
    section->read("stress_x", load.stress[0], not_negative);
    section->read("stress_y", load.stress[1], not_negative);
    section->read("stress_z", load.stress[2], not_negative);
    section->read("every", load.every, positive);
    params.load = load;
}

void check_packing(Section& root, const ModelParams& params)
{
    const double room = std::pow(params.bone.packing.value, 3);
    for (std::size_t p = 0; p < params.cells.size(); ++p) {
        const CellParams& cell = params.cells[p];
        if (cell_types()[p].habitat != Habitat::marrow || cell.cell_um3() * cell.weight <= room || room <= 0.0)
            continue;
        root.reader().problems.add(
            root.place_of("bone"),
            fmt::format("bone.packing = {:g} um holds {:g} um3, but one agent of {} stands for {:g} cells of {:g} um3; "
                        "lower cell.{}.weight or widen bone.packing",
                        params.bone.packing.value, room, cell.name, cell.weight, cell.cell_um3(), cell.name));
    }
}

}  // namespace

void read_model(Section& root, Hours duration, ModelParams& params, Medication& medication)
{
    read_fields(root, params);
    read_systemic(root, duration, params);
    medication.compounds = read_compounds(root, params);
    medication.mixtures = read_mixtures(root, medication.compounds);
    std::vector<KnockOut> knock_outs;
    read_interventions(root, duration, medication, params, knock_outs);
    find_bone_drugs(medication.compounds, params);
    read_bindings(root, params);
    check_effect_cells(medication.compounds, root.reader().problems);
    read_cells(root, medication.compounds, knock_outs, params);
    read_cell_events(root, duration, params);
    read_bone(root, params);
    read_load(root, params);
    finish_knock_outs(knock_outs, params, root.reader().problems);
    check_packing(root, params);
    check_fusion(root, params);
}

}  // namespace trabecula
