#include "app/commands/commands.hpp"

#include "output/tissue_file.hpp"

#include "lattice/morphometry.hpp"

#include "core/error.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <fstream>
#include <memory>

namespace trabecula {

namespace {

nlohmann::json measures(const Morphometry& found)
{
    nlohmann::json json{{"TV_mm3", found.tv_mm3}, {"BV_mm3", found.bv_mm3}};
    if (found.bv_tv) json["BV/TV"] = *found.bv_tv;
    if (found.tb_th)
        json["Tb.Th_um"] = {
            {"mean", found.tb_th->mean_um}, {"sd", found.tb_th->standard_deviation_um}, {"max", found.tb_th->max_um}};
    if (found.tb_sp)
        json["Tb.Sp_um"] = {
            {"mean", found.tb_sp->mean_um}, {"sd", found.tb_sp->standard_deviation_um}, {"max", found.tb_sp->max_um}};
    return json;
}

void print_table(const Morphometry& found)
{
    fmt::print("  {:<8}{:>12.5g}  mm3\n  {:<8}{:>12.5g}  mm3\n", "TV", found.tv_mm3, "BV", found.bv_mm3);
    if (found.bv_tv) fmt::print("  {:<8}{:>12.5g}\n", "BV/TV", *found.bv_tv);
    const auto thickness = [](const char* name, const Thickness& t) {
        fmt::print("  {:<8}{:>12.5g}  um (sd {:.4g}, max {:.4g})\n", name, t.mean_um, t.standard_deviation_um,
                   t.max_um);
    };
    if (found.tb_th) thickness("Tb.Th", *found.tb_th);
    if (found.tb_sp) thickness("Tb.Sp", *found.tb_sp);
}

}  // namespace

void add_measure(CLI::App& program)
{
    CLI::App* command =
        program.add_subcommand("measure", "Morphometry of a tissue file or a run's frame (names after Bouxsein 2010)");
    auto file = std::make_shared<std::string>();
    auto json = std::make_shared<std::string>();
    command->add_option("file", *file, "tissue file, or frames/NNNNNN.h5 of a run")->required();
    command->add_option("--json", *json, "write JSON to this file, or to standard output for -");
    command->footer("Example:\n  trabecula measure bone.h5 --json -");
    command->callback([file, json] {
        const Morphometry found = measure(tissue_from(read_tissue(*file), Hours{}, Number{1.0}));
        if (json->empty()) return print_table(found);
        if (*json == "-") return fmt::print("{}\n", measures(found).dump(2));
        std::ofstream stream(*json);
        stream << measures(found).dump(2) << '\n';
        if (!stream.flush())
            throw FileError(fmt::format("{} cannot be written; check the folder and its permissions", *json));
    });
}

}  // namespace trabecula
