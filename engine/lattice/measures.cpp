#include "lattice/measures.hpp"

#include <array>
#include <cstddef>

namespace trabecula {

namespace {

using Value = std::optional<double>;

constexpr double um_per_mm = 1000.0;

Value ratio(Value numerator, Value denominator)
{
    if (!numerator || !denominator || *denominator == 0.0) return std::nullopt;
    return *numerator / *denominator;
}

Value bs_bv_per_mm(const Morphometry& m)
{
    return ratio(m.bs_mm2, m.bv_mm3);
}

Value bs_tv_per_mm(const Morphometry& m)
{
    return ratio(m.bs_mm2, m.tv_mm3);
}

Value tb_n_per_mm(const Morphometry& m)
{
    if (!m.tb_th || !m.tb_sp) return std::nullopt;
    return um_per_mm / (m.tb_th->mean_um + m.tb_sp->mean_um);
}

Value plate_tb_th_um(const Morphometry& m)
{
    return ratio(2.0 * um_per_mm, bs_bv_per_mm(m));
}

Value plate_tb_n_per_mm(const Morphometry& m)
{
    return ratio(bs_tv_per_mm(m), 2.0);
}

Value plate_tb_sp_um(const Morphometry& m)
{
    const Value period_um = ratio(um_per_mm, plate_tb_n_per_mm(m));
    const Value thickness_um = plate_tb_th_um(m);
    if (!period_um || !thickness_um) return std::nullopt;
    return *period_um - *thickness_um;
}

Value connectivity_density(const Morphometry& m, Value euler)
{
    if (!euler) return std::nullopt;
    return ratio(1.0 - *euler, m.tv_mm3);
}

Value whole_euler(const Morphometry& m)
{
    return m.euler ? Value(static_cast<double>(m.euler->whole)) : std::nullopt;
}

Value corrected_euler(const Morphometry& m)
{
    return m.euler ? Value(m.euler->edge_corrected) : std::nullopt;
}

template <std::optional<Thickness> Morphometry::*phase, double Thickness::*number>
Value thickness(const Morphometry& m)
{
    return m.*phase ? Value((*(m.*phase)).*number) : std::nullopt;
}

template <std::size_t rank>
Value mil_um(const Morphometry& m)
{
    return m.fabric ? m.fabric->mil_um[rank] : std::nullopt;
}

template <std::size_t rank, double Vector3::*component>
Value fabric_axis(const Morphometry& m)
{
    return m.fabric ? Value(m.fabric->axis[rank].*component) : std::nullopt;
}

constexpr auto fitted = "local thickness by sphere fitting, all voxels";
constexpr auto plates = "parallel plate model";
constexpr auto cubes = "marching cubes on the mask after a Gaussian of 0.7 voxels; cut faces are no surface";
constexpr auto odgaard = "Odgaard & Gundersen; voxels at cut faces count by their share";
constexpr auto as_cut = "bone 26-, marrow 6-connected; the cube as it was cut";
constexpr auto ellipsoid = "mean intercept length, ellipsoid fit of Harrigan & Mann";
constexpr auto direction = "eigenvector of the MIL ellipsoid";

constexpr auto table = std::to_array<Measure>({
    {"TV", "mm3", "tissue volume", "all voxels of the sample", [](const Morphometry& m) { return Value(m.tv_mm3); }},
    {"BV", "mm3", "bone volume", "sum of bone fractions", [](const Morphometry& m) { return Value(m.bv_mm3); }},
    {"BV/TV", "1", "bone volume fraction", "sum of bone fractions", [](const Morphometry& m) { return m.bv_tv; }},
    {"BS", "mm2", "bone surface", cubes, [](const Morphometry& m) { return m.bs_mm2; }},
    {"BS/BV", "1/mm", "specific bone surface", cubes, &bs_bv_per_mm},
    {"BS/TV", "1/mm", "bone surface density", cubes, &bs_tv_per_mm},
    {"Tb.Th", "um", "trabecular thickness", fitted, &thickness<&Morphometry::tb_th, &Thickness::mean_um>},
    {"Tb.Th.SD", "um", "its standard deviation", fitted,
     &thickness<&Morphometry::tb_th, &Thickness::standard_deviation_um>},
    {"Tb.Th.max", "um", "its maximum", fitted, &thickness<&Morphometry::tb_th, &Thickness::max_um>},
    {"Tb.Sp", "um", "trabecular separation", fitted, &thickness<&Morphometry::tb_sp, &Thickness::mean_um>},
    {"Tb.Sp.SD", "um", "its standard deviation", fitted,
     &thickness<&Morphometry::tb_sp, &Thickness::standard_deviation_um>},
    {"Tb.Sp.max", "um", "its maximum", fitted, &thickness<&Morphometry::tb_sp, &Thickness::max_um>},
    {"Tb.N", "1/mm", "trabecular number", "1 / (Tb.Th + Tb.Sp)", &tb_n_per_mm},
    {"Tb.Th.plate", "um", "thickness of plates", plates, &plate_tb_th_um},
    {"Tb.Sp.plate", "um", "separation of plates", plates, &plate_tb_sp_um},
    {"Tb.N.plate", "1/mm", "number of plates", plates, &plate_tb_n_per_mm},
    {"Conn.D", "1/mm3", "connectivity density", odgaard,
     [](const Morphometry& m) { return connectivity_density(m, corrected_euler(m)); }},
    {"Conn.D.uncorrected", "1/mm3", "without edge correction", as_cut,
     [](const Morphometry& m) { return connectivity_density(m, whole_euler(m)); }},
    {"Eu.N", "1", "Euler number", odgaard, &corrected_euler},
    {"Eu.N.uncorrected", "1", "without edge correction", as_cut, &whole_euler},
    {"SMI", "1", "structure model index", "Hildebrand & Ruegsegger; Gaussian of 1 voxel; plates 0, rods 3, spheres 4",
     [](const Morphometry& m) { return m.smi; }},
    {"DA", "1", "degree of anisotropy", "longest / shortest MIL, >= 1; absent beyond 14, where MIL has no bound",
     [](const Morphometry& m) { return m.fabric ? m.fabric->da : std::nullopt; }},
    {"DA.BoneJ", "1", "as BoneJ gives it", "1 - (shortest / longest MIL)^2; 0 isotropic, 1 fully anisotropic",
     [](const Morphometry& m) { return m.fabric ? Value(m.fabric->da_bonej) : std::nullopt; }},
    {"MIL1", "um", "longest intercept length", ellipsoid, &mil_um<0>},
    {"MIL1.x", "1", "its direction", direction, &fabric_axis<0, &Vector3::x>},
    {"MIL1.y", "1", "its direction", direction, &fabric_axis<0, &Vector3::y>},
    {"MIL1.z", "1", "its direction", direction, &fabric_axis<0, &Vector3::z>},
    {"MIL2", "um", "middle intercept length", ellipsoid, &mil_um<1>},
    {"MIL2.x", "1", "its direction", direction, &fabric_axis<1, &Vector3::x>},
    {"MIL2.y", "1", "its direction", direction, &fabric_axis<1, &Vector3::y>},
    {"MIL2.z", "1", "its direction", direction, &fabric_axis<1, &Vector3::z>},
    {"MIL3", "um", "shortest intercept length", ellipsoid, &mil_um<2>},
    {"MIL3.x", "1", "its direction", direction, &fabric_axis<2, &Vector3::x>},
    {"MIL3.y", "1", "its direction", direction, &fabric_axis<2, &Vector3::y>},
    {"MIL3.z", "1", "its direction", direction, &fabric_axis<2, &Vector3::z>},
    {"N.Pieces", "1", "pieces of bone", "26-connected",
     [](const Morphometry& m) { return Value(static_cast<double>(m.pieces.pieces)); }},
    {"Largest.Piece", "1", "share of bone in the largest", "26-connected, of bone voxels",
     [](const Morphometry& m) { return m.pieces.largest_share; }},
    {"N.Cavities", "1", "enclosed cavities", "6-connected marrow that reaches no cut face",
     [](const Morphometry& m) { return Value(static_cast<double>(m.pieces.cavities)); }},
    {"Cavity.V", "mm3", "their volume", "voxels of enclosed cavities",
     [](const Morphometry& m) { return Value(m.voxel_mm3 * static_cast<double>(m.pieces.cavity_voxels)); }},
});

}  // namespace

std::span<const Measure> measures()
{
    return table;
}

}  // namespace trabecula
